package import Foundation
package import PortalDomain

/// Which notices are due in which hour: ids alone. What they say, and whether they're still to be sent,
/// stands with the patient.
package enum NoticeQueue: ReadModel {
  package static let name = "noticeQueue"
  package static let version: UInt32 = 3
  package static let events: [any DomainEvent.Type] = Notices.events + NoticeCatalogue.events

  package typealias Row = [NoticeReference]

  /// An hour's notices stand in several rows, so that none of them is large.
  package static let shards = 16

  /// - Parameter hour: the hours since 1970 began.
  package static func key(hour: Int, shard: Int) -> String { "\(hour).\(shard)" }

  package static func hour(of time: Date) -> Int {
    Int((time.timeIntervalSince1970 / 3600).rounded(.down))
  }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    changes(of: occurrence).map(\.key)
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    var entries = row ?? []
    for change in changes(of: occurrence) where change.key == key {
      entries.removeAll { $0.notice == change.entry.notice }
      if change.isWaiting { entries.append(change.entry) }
    }
    row = entries.isEmpty ? nil : entries
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    let others = (row ?? []).filter { $0.patient != patient }
    row = others.isEmpty ? nil : others
  }

  private struct Change {
    let key: RowKey
    let entry: NoticeReference
    let isWaiting: Bool

    init(_ reference: NoticeReference, due: Date, isWaiting: Bool) {
      let shard = (reference.patient.value + reference.about).shard(of: shards)
      key = RowKey(.clinic, NoticeQueue.key(hour: hour(of: due), shard: shard))
      entry = NoticeReference(
        patient: reference.patient, about: reference.about, notice: reference.notice, due: due)
      self.isWaiting = isWaiting
    }
  }

  private static func changes(of occurrence: Occurrence) -> [Change] {
    switch occurrence.event {
    case let event as Notices.Retried:
      [Change(event.reference, due: event.again, isWaiting: true)]
    case let event as any NoticeEvent:
      switch event {
      case is Notices.Sent, is Notices.GaveUp, is Notices.Suppressed:
        [Change(event.reference, due: event.due, isWaiting: false)]
      default: []
      }
    default:
      occurrence.noticeEffect?
        .notices(at: occurrence.position)
        .map { Change($0.reference, due: $0.due, isWaiting: true) } ?? []
    }
  }
}
