public import Foundation
public import PortalDomain
internal import Projections

/// A patient's record as it may leave the house: what is shown to them, or what they share of it.
public struct PatientRecord: Sendable {
  public let profile: Profile
  /// When it was put together.
  public let madeAt: Date
  public let timeZone: TimeZone
  /// Which clinic it's from.
  public let clinic: ClinicProfile
  /// Every item that is part of it: results, reports, notes, documents and vitals the newest first,
  /// conditions, allergies and immunizations in the order of their names.
  public let entries: [Records.Entry]
  public let medicines: [Prescriptions.Prescription]
  /// Whole threads with the care team, the newest first; none where the record is shared.
  public let conversations: [Conversation]

  /// A thread with its messages, the oldest first.
  public struct Conversation: Sendable {
    public let thread: Messages.Thread
    public let messages: [Messages.Message]
  }

  /// The items of a kind.
  public func entries(_ kind: Records.Kind) -> [Records.Entry] {
    entries.filter { $0.kind == kind }
  }

  /// The day it was at the clinic.
  func day(_ instant: Date?) -> String {
    instant.map { LocalDate($0, in: timeZone).description } ?? ""
  }
}

extension Portal {
  /// All of a patient's record that is shown to them at this moment: the one file with everything.
  ///
  /// Note the access before anything of it is shown.
  ///
  /// - Throws: ``NamedPatientFailure`` for nobody known, and for who was erased.
  public func record(of patient: PatientID) throws -> PatientRecord {
    try record(
      of: patient, .everything,
      conversations: try threads(of: patient).map { thread in
        PatientRecord.Conversation(
          thread: thread, messages: try allMessages(of: thread, patient))
      })
  }

  /// What a share shows.
  func record(
    of patient: PatientID, _ scope: Shares.Scope,
    conversations: [PatientRecord.Conversation] = []
  ) throws -> PatientRecord {
    guard let profile = try profile(of: patient) else { throw NamedPatientFailure.nobody }
    let now = clock()
    let start = scope.since?.start(in: timeZone)
    let listed = try scope.kinds.flatMap { kind in
      try entries(RecordTimelines.timeline(of: kind), of: patient, limit: .max) { entry in
        entry.isVisible(at: now) && (entry.happenedAt ?? now) >= start ?? .distantPast
      }
    }
    let summary = try summary(of: patient)
    let standing = [
      summary.conditions, summary.pastConditions, summary.allergies, summary.immunizations,
    ].flatMap(\.self).filter { scope.kinds.contains($0.kind) }
    return PatientRecord(
      profile: profile, madeAt: now, timeZone: timeZone, clinic: clinic,
      entries: standing + listed,
      medicines: scope.includesMedicines ? try prescriptions(of: patient).prescriptions : [],
      conversations: conversations)
  }
}
