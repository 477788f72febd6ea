package import PortalDomain

/// The accounting of disclosures: a page a day, and lists of the days with one.
package enum DisclosureLog: ReadModel {
  package static let name = "disclosures"
  package static let version: UInt32 = 3
  package static let events: [any DomainEvent.Type] = Disclosures.events + [Shares.Used.self]

  package enum Row: Codable, Sendable {
    /// The years in which there is something, the months of a year or the days of a month, the earliest
    /// first.
    case list([Int])
    /// What was seen or received on a day, in order.
    case page([Disclosures.Entry])
  }

  package static let yearsKey = "years"
  package static func monthsKey(_ year: Int) -> String { "\(year)" }
  package static func daysKey(_ year: Int, _ month: Int) -> String { "\(year)/\(month)" }
  package static func pageKey(_ day: LocalDate) -> String { "\(day.year)/\(day.month)/\(day.day)" }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    guard occurrence.event is any AccessEvent || occurrence.event is Shares.Used else { return [] }
    let day = occurrence.day
    return [yearsKey, monthsKey(day.year), daysKey(day.year, day.month), pageKey(day)]
      .map { RowKey(occurrence.event.subject, $0) }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    let day = occurrence.day
    switch key.name {
    case yearsKey: add(day.year, to: &row)
    case monthsKey(day.year): add(day.month, to: &row)
    case daysKey(day.year, day.month): add(day.day, to: &row)
    default:
      var entries: [Disclosures.Entry] = []
      if case .page(let known) = row { entries = known }
      row = .page(entries + [Disclosures.Entry(occurrence)].compactMap(\.self))
    }
  }

  private static func add(_ number: Int, to row: inout Row?) {
    var numbers: [Int] = []
    if case .list(let known) = row { numbers = known }
    if !numbers.contains(number) { row = .list((numbers + [number]).sorted()) }
  }
}

extension Disclosures.Entry {
  package init?(_ occurrence: Occurrence) {
    self.init(
      occurrence.event, position: occurrence.position, time: occurrence.time,
      origin: occurrence.origin)
  }
}
