package import PortalDomain

/// Which items each patient's record has, by kind and, for what has a history, by code: the newest
/// first.
package enum RecordTimelines: ReadModel {
  package static let name = "recordTimelines"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Records.events

  package typealias Row = TimelineRow

  package static func timeline(of kind: Records.Kind) -> Timeline { Timeline(kind.rawValue) }

  /// Everything of one LOINC: what is a result here may be a vital there.
  package static func timeline(ofCode code: String) -> Timeline { Timeline("code \(code)") }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let place = place(of: event) else { return [] }
    return place.timelines.flatMap { timeline in
      timeline.rowNames(of: place.entry).map { RowKey(event.subject, $0) }
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let place = place(of: event) else { return }
    for timeline in place.timelines
    where timeline.rowNames(of: place.entry).contains(key.name) {
      timeline.fold(&row, place.entry, at: key.name)
    }
  }

  private static func place(
    of event: any DomainEvent
  ) -> (timelines: [Timeline], entry: Timeline.Entry)? {
    guard let event = event as? any RecordAdded, let item = Records.Entry(event),
      let happenedAt = item.happenedAt
    else { return nil }
    let timelines = [timeline(of: item.kind)] + (item.code.map { [timeline(ofCode: $0)] } ?? [])
    return (timelines, Timeline.Entry(item.id.value, at: happenedAt))
  }
}
