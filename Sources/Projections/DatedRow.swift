package import PortalDomain

/// A row of a list that is kept by days, so that no row grows with the length of the list: the months
/// in which something was added, the days of a month, the names of a day, and the things themselves.
package enum DatedRow<Item: Codable & Sendable>: Codable, Sendable {
  /// How many there are of each month, counted from the year 0.
  case months([Int: Int])
  /// How many there are of each day of one month.
  case days([Int: Int])
  /// The names of one day, the earliest first.
  case names([String])
  case item(Item)

  package var item: Item? {
    if case .item(let item) = self { item } else { nil }
  }

  /// Changes the thing itself.
  package static func change(_ row: inout DatedRow?, _ body: (inout Item) -> Void) {
    guard case .item(var item) = row else { return }
    body(&item)
    row = .item(item)
  }
}

/// The names of such rows. A thing's own row bears its name behind a mark.
package enum DatedKey {
  package static let months = "months"

  package static func days(ofMonth month: Int) -> String { "month \(month)" }
  package static func names(of day: LocalDate) -> String { "day \(day)" }
  package static func item(_ name: String) -> String { "item \(name)" }

  /// The rows that a new thing touches.
  package static func keys(adding name: String, on day: LocalDate, of owner: EventSubject)
    -> [RowKey]
  {
    [months, days(ofMonth: day.monthNumber), names(of: day), item(name)]
      .map { RowKey(owner, $0) }
  }
}

extension DatedRow {
  /// Adds a new thing, at one of the rows that it touches.
  package static func add(
    _ item: Item, named name: String, on day: LocalDate, to row: inout DatedRow?, at key: RowKey
  ) {
    let month = day.monthNumber
    switch key.name {
    case DatedKey.item(name): row = .item(item)
    case DatedKey.months:
      var counts: [Int: Int] = [:]
      if case .months(let known) = row { counts = known }
      counts[month, default: 0] += 1
      row = .months(counts)
    case DatedKey.days(ofMonth: month):
      var counts: [Int: Int] = [:]
      if case .days(let known) = row { counts = known }
      counts[day.day, default: 0] += 1
      row = .days(counts)
    default:
      var names: [String] = []
      if case .names(let known) = row { names = known }
      row = .names(names + [name])
    }
  }
}

extension LocalDate {
  /// The months since the year 0.
  fileprivate var monthNumber: Int { year * 12 + month - 1 }

  /// A day of a month that is counted so.
  init?(monthNumber month: Int, day: Int) {
    self.init(year: month / 12, month: month % 12 + 1, day: day)
  }
}
