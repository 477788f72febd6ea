package import EventStore
package import LMDB
package import PortalDomain

extension ReadModelReader {
  /// One thing of a list that is kept by days.
  package func item<Item>(
    _ name: String, of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> Item? where Model.Row == DatedRow<Item> {
    try row(DatedKey.item(name), of: owner, rows, snapshot)?.item
  }

  /// A page of a list that is kept by days, the latest first.
  ///
  /// - Parameters:
  ///   - number: counted from 1.
  ///   - size: how many make a page.
  /// - Returns: the page, and how many there are in all.
  package func page<Item>(
    _ number: Int, of size: Int, _ owner: EventSubject, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot
  ) throws -> (items: [Item], total: Int) where Model.Row == DatedRow<Item> {
    guard case .months(let months)? = try row(DatedKey.months, of: owner, rows, snapshot) else {
      return ([], 0)
    }
    let total = months.values.reduce(0, +)
    // Pages beyond the end are empty, however far.
    guard number > 0, size > 0, (number - 1) <= total / size else { return ([], total) }
    var skip = (number - 1) * size
    var names: [String] = []
    for (month, inMonth) in months.sorted(by: { $0.key > $1.key }) where names.count < size {
      guard skip < inMonth else {
        skip -= inMonth
        continue
      }
      let row = try row(DatedKey.days(ofMonth: month), of: owner, rows, snapshot)
      guard case .days(let days)? = row else { continue }
      for (day, onDay) in days.sorted(by: { $0.key > $1.key }) where names.count < size {
        guard skip < onDay else {
          skip -= onDay
          continue
        }
        guard let date = LocalDate(monthNumber: month, day: day) else { continue }
        let row = try self.row(DatedKey.names(of: date), of: owner, rows, snapshot)
        guard case .names(let found)? = row else { continue }
        names += found.reversed().dropFirst(skip).prefix(size - names.count)
        skip = 0
      }
    }
    return (try names.compactMap { try item($0, of: owner, rows, snapshot) }, total)
  }
}
