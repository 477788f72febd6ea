internal import Portal
internal import PortalDomain

/// Noting which article a patient was given.
public struct ArticleFlow: Flow {
  let article: ArticleID
  /// What of theirs it explains.
  let reason: String?

  var step: Step { .article(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.action = .perform(step)
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      try await portal.give(article, to: patient, because: reason, as: origin).changes
    }
  }

  func conclude(_ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {}
}
