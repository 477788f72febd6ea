package import PortalDomain

/// The accounting of disclosures: a page a day, and lists of the days with one.
package enum DisclosureLog: ReadModel {
  package static let name = "disclosures"
  package static let version: UInt32 = 1

  package enum Row: Codable, Sendable {
    /// The months in which there is something, the earliest first.
    case months([String])
    /// The days of a month on which there is something, the earliest first.
    case days([LocalDate])
    /// What was seen or received on a day, in order.
    case page([Disclosures.Entry])
  }

  package static let monthsKey = "months"
  package static func monthKey(_ month: String) -> String { "month:\(month)" }
  package static func pageKey(_ day: LocalDate) -> String { "day:\(day)" }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    guard occurrence.event is any AccessEvent else { return [] }
    return [monthsKey, monthKey(occurrence.month), pageKey(occurrence.day)]
      .map { RowKey(occurrence.event.subject, $0) }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    switch key.name {
    case monthsKey:
      var months: [String] = []
      if case .months(let known) = row { months = known }
      if !months.contains(occurrence.month) {
        row = .months((months + [occurrence.month]).sorted())
      }
    case monthKey(occurrence.month):
      var days: [LocalDate] = []
      if case .days(let known) = row { days = known }
      if !days.contains(occurrence.day) { row = .days((days + [occurrence.day]).sorted()) }
    default:
      var entries: [Disclosures.Entry] = []
      if case .page(let known) = row { entries = known }
      row = .page(entries + [Disclosures.Entry(occurrence)].compactMap(\.self))
    }
  }
}

extension Disclosures.Entry {
  package init?(_ occurrence: Occurrence) {
    self.init(
      occurrence.event, position: occurrence.position, time: occurrence.time,
      origin: occurrence.origin)
  }
}
