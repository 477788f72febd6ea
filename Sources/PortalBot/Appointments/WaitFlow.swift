internal import Portal
internal import PortalDomain

/// Waiting for a time, and taking one that is offered.
public struct WaitFlow: Flow {
  var query: SlotQuery
  var replacing: AppointmentID?
  /// The wait whose offer is answered; `nil` for joining.
  var offered: WaitID?

  var step: Step { .wait(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.appointments)
    let waits = try bot.facts.waits(of: patient)
    if let wait = waits.first(where: { $0.offer(at: bot.facts.context.now) != nil }),
      let offer = wait.offer
    {
      var flow = self
      flow.offered = wait.id
      return bot.confirm(
        flow.step, bot.phrases.takeOffer(try bot.spoken(offer.slot)), &turn)
    }
    guard query.specialty != nil || query.provider != nil else {
      let options = try bot.facts.directory().specialties.map { specialty in
        var flow = self
        flow.query.specialty = specialty.name
        return Choice(bot.phrases.language.specialty(specialty.name).sentence, flow.step)
      }
      return bot.choose(options, for: step, bot.phrases.waitForWhom, &turn)
    }
    let provider = try query.provider.flatMap { try bot.facts.directory()[$0]?.name }
    bot.confirm(
      step,
      bot.phrases.joinWaitlist(
        provider ?? query.specialty.map(bot.phrases.language.specialty) ?? "",
        isEarlier: replacing != nil), &turn)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      if let offered { return try await portal.acceptOffer(offered, as: origin) }
      return try await portal.perform(
        Appointments.self, .join(patient, query, replacing: replacing), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(bot.phrases.words(of: refusal))
    default:
      turn.replies.append(offered == nil ? bot.phrases.onWaitlist : bot.phrases.offerTaken)
    }
  }
}
