internal import Portal
internal import PortalDomain

/// Ending what is shared with another provider.
public struct UnshareFlow: Flow {
  var share: ShareID?

  var step: Step { .unshare(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    let open = try bot.facts.shares(of: patient).filter { $0.isOpen(at: bot.facts.context.now) }
    guard !open.isEmpty else {
      turn.replies.append(bot.phrases.nothingShared)
      return
    }
    if let chosen = open.first(where: { $0.id == share }) ?? (open.count == 1 ? open[0] : nil) {
      return bot.confirm(
        UnshareFlow(share: chosen.id).step, bot.phrases.endShare(chosen.recipient), &turn)
    }
    let choices = open.map { Choice($0.recipient, UnshareFlow(share: $0.id).step) }
    bot.choose(choices, for: step, bot.phrases.endWhichShare, &turn)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let share else { return .events([]) }
    return try await Done {
      try await portal.perform(Shares.self, .revoke(patient, share), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.shareEnded)
    }
  }
}

extension Phrases {
  var nothingShared: String { "You share your record with nobody right now." }
  func endShare(_ recipient: String) -> String { "Stop sharing your record with \(recipient)?" }
  var endWhichShare: String { "You share your record with several. Which should I end?" }
  var shareEnded: String { "Done. They can't see your record any more." }
}
