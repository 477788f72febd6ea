internal import Portal
internal import PortalDomain

/// Waiting for a time, and taking one that is offered.
public struct WaitFlow: Flow {
  var query: SlotQuery
  var replacing: AppointmentID?
  /// The wait whose offer is answered; `nil` for joining.
  var offered: WaitID?

  /// The wait that is left.
  var leaving: WaitID?
  /// Whether the patient said no to the offer.
  var isTurnedDown = false

  var step: Step { .wait(self) }

  var declined: Step? {
    guard offered != nil else { return nil }
    var flow = self
    flow.isTurnedDown = true
    return flow.step
  }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.appointments)
    let waits = try bot.facts.waits(of: patient)
    if leaving != nil {
      return bot.confirm(step, bot.phrases.leaveWaitlist, &turn)
    }
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
      if let leaving {
        return try await portal.perform(Appointments.self, .leave(patient, leaving), as: origin)
      }
      if let offered, isTurnedDown { return try await portal.declineOffer(offered, as: origin) }
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
      turn.replies.append(
        leaving != nil
          ? bot.phrases.offWaitlist
          : isTurnedDown
            ? bot.phrases.stillWaiting
            : offered == nil ? bot.phrases.onWaitlist : bot.phrases.offerTaken)
      if offered == nil, leaving == nil,
        let wait = try bot.facts.waits(of: patient).last
      {
        turn.dialogue.undo = WaitFlow(query: query, leaving: wait.id).step
      }
    }
  }
}
