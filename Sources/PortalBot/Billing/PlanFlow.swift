internal import Portal
internal import PortalDomain

/// Agreeing to a payment plan that the clinic offers.
public struct PlanFlow: Flow {
  let plan: PlanID
  let statements: [StatementID]

  var step: Step { .plan(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.billing)
    guard let offer = try bot.facts.balance(of: patient).plan, offer.id == plan else {
      turn.replies.append(Billing.Failure.planOver.message)
      return
    }
    bot.confirm(step, bot.phrases.readBack(offer, bot.facts.context.today), &turn)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      try await portal.perform(Billing.self, .agreePlan(patient, plan, statements), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.planAgreed)
    }
  }
}
