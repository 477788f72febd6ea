package import Foundation
internal import PortalDomain

/// A list of things in the order of their time, kept in rows that stay small.
///
/// An event tells which rows it touches before any of them is read, so a place in a list is found from
/// the event alone: by year, by month, and by one of some shards of a month.
///
/// ```
/// NAME            which years there are
/// NAME/2026       how many of each month
/// NAME/2026-03/7  a line for each: seconds since 1970, a space, the identifier
/// ```
package struct Timeline: Hashable, Sendable {
  package let name: String

  package init(_ name: String) { self.name = name }

  /// How many rows a month may have. One entry lies in a row of its own as a rule.
  static let shards = 64

  package typealias Row = TimelineRow

  /// The names of the rows that an entry is noted in.
  func rowNames(of entry: Entry) -> [String] {
    let month = Month(entry.at)
    return [name, yearRow(month.year), pageRow(month, Self.shard(of: entry.id))]
  }

  /// Notes an entry in one of its rows.
  func fold(_ row: inout Row?, _ entry: Entry, at rowName: String) {
    let month = Month(entry.at)
    switch rowName {
    case name:
      var years = Set(row?.years ?? [])
      years.insert(month.year)
      row = .years(years.sorted())
    case yearRow(month.year):
      var counts = row?.months ?? Array(repeating: 0, count: 12)
      counts[month.month - 1] += 1
      row = .months(counts)
    default: row = .page((row?.page ?? "") + entry.line)
    }
  }

  /// Goes through the entries, the newest first.
  ///
  /// - Parameters:
  ///   - read: reads the rows that there are of some names.
  ///   - body: takes an entry; answers whether to go on.
  package func newestFirst(
    reading read: (_ names: [String]) throws -> [Row], _ body: (Entry) throws -> Bool
  ) throws {
    for year in (try read([name]).first?.years ?? []).reversed() {
      let months = try read([yearRow(year)]).first?.months ?? []
      for index in months.indices.reversed() where months[index] > 0 {
        let month = Month(year: year, month: index + 1)
        let entries = try read((0..<Self.shards).map { pageRow(month, $0) }).flatMap(\.entries)
          .sorted { ($1.at, $0.id) < ($0.at, $1.id) }
        for entry in entries where try !body(entry) { return }
      }
    }
  }

  private func yearRow(_ year: Int) -> String { "\(name)/\(year)" }

  private func pageRow(_ month: Month, _ shard: Int) -> String {
    "\(name)/\(month.year)-\(month.month)/\(shard)"
  }

  /// FNV-1a (RFC 9923), which is the same in every run.
  private static func shard(of id: String) -> Int {
    let hash = id.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int((hash ^ hash >> 32) % UInt64(shards))
  }

  /// One thing of a list.
  package struct Entry: Hashable, Sendable {
    package let id: String
    /// To the second.
    package let at: Date

    package init(_ id: String, at: Date) {
      self.id = id
      self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
    }

    var line: String { "\(Int(at.timeIntervalSince1970)) \(id)\n" }
  }
}

/// A month of the Gregorian calendar in UTC.
private struct Month {
  let year: Int
  let month: Int

  init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  init(_ instant: Date) {
    let day = LocalDate(instant, in: .gmt)
    self.init(year: day.year, month: day.month)
  }
}

/// A row of a list in the order of time.
package enum TimelineRow: Codable, Hashable, Sendable {
  case years([Int])
  case months([Int])
  case page(String)

  var years: [Int]? {
    if case .years(let years) = self { return years }
    return nil
  }

  var months: [Int]? {
    if case .months(let months) = self { return months }
    return nil
  }

  var page: String? {
    if case .page(let page) = self { return page }
    return nil
  }

  var entries: [Timeline.Entry] {
    (page ?? "").split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " "), let seconds = Double(line[..<space]) else {
        return nil
      }
      return Timeline.Entry(
        String(line[line.index(after: space)...]), at: Date(timeIntervalSince1970: seconds))
    }
  }
}
