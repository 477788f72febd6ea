internal import Foundation
internal import Portal
internal import PortalDomain

/// Asking the billing office for a payment plan.
public struct PlanRequestFlow: Flow {
  /// What the patient wants, in their own words.
  let words: String

  var step: Step { .planRequest(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.billing)
    bot.confirm(step, bot.phrases.askForPlan(try bot.facts.balance(of: patient).total), &turn)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    let context = portal.context
    return try await Done {
      try await portal.perform(
        Messages.self,
        .start(
          patient, context.newIdentifier("T"), to: .billing, provider: nil,
          subject: "Payment plan", about: nil, .init(context.newIdentifier("MSG"), words)),
        as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.planAskedFor)
    }
  }
}

extension Phrases {
  func askForPlan(_ owed: Money) -> String {
    "There is no payment plan on offer yet. Ask our billing office for one, for the \(owed) you "
      + "owe?"
  }
  var planAskedFor: String {
    "Done. Our billing office will make you an offer. When it is there, say PAYMENT PLAN. "
      + "You can also pay a part now: say PAY and the amount."
  }
}
