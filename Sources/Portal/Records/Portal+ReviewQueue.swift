internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// The clinic's side of the records.
extension Portal {
  /// Something that a provider has still to look at.
  public struct ReviewItem: Sendable {
    public let patient: PatientID
    public let entry: Records.Entry
    public let since: Date
    /// The day by which it's to be looked at.
    public let dueOn: LocalDate
    public let isCritical: Bool

    /// Whether the day has passed.
    public func isOverdue(today: LocalDate) -> Bool { dueOn < today }
  }

  /// What waits for a provider's look: critical values first, then what has waited longest.
  public func reviewQueue() throws -> [ReviewItem] {
    let rows = try log.views { rows, snapshot in
      try engine.reader(ReviewQueue.self).rows(of: .clinic, rows, snapshot)
    }
    return try rows.compactMap { row in
      try anyRecordItem(row.record, of: row.patient).map { entry in
        ReviewItem(
          patient: row.patient, entry: entry, since: row.since,
          dueOn: LocalDate(row.since, in: timeZone)
            .adding(businessDays: policy.records.reviewBusinessDays),
          isCritical: row.isCritical)
      }
    }.sorted {
      ($1.isCritical ? 1 : 0, $0.since, $0.entry.panel?.id.value ?? "", $0.entry.id.value)
        < ($0.isCritical ? 1 : 0, $1.since, $1.entry.panel?.id.value ?? "", $1.entry.id.value)
    }
  }

  /// Whose an item or a panel of the review queue is.
  public func patient(ofReview target: String) throws -> (PatientID, Records.Target)? {
    let row = try log.views { rows, snapshot in
      try engine.reader(ReviewQueue.self).row(target, of: .clinic, rows, snapshot)
    }
    if let row { return (row.patient, .record(row.record)) }
    let item = try reviewQueue().first { $0.entry.panel?.id.value == target }
    return item.map { ($0.patient, .panel(PanelID(target))) }
  }

  /// The items of some kinds as they stand, shown to the patient or not, the newest first.
  ///
  /// For the clinic's side alone; note the access before anything of it is shown.
  public func chart(
    of patient: PatientID, kinds: Set<Records.Kind>, limit: Int = 50
  ) throws -> [Records.Entry] {
    let listed = try Records.Kind.allCases.filter(kinds.contains).flatMap { kind in
      try entries(RecordTimelines.timeline(of: kind), of: patient, limit: limit) {
        !$0.isRetracted
      }
    }
    return Array(Self.newestFirst(listed).prefix(limit))
  }

  /// An item as it stands, shown to the patient or not; for the clinic's side alone.
  public func chartItem(_ id: RecordID, of patient: PatientID) throws -> Records.Entry? {
    try anyRecordItem(id, of: patient)
  }
}
