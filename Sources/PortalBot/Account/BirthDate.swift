internal import PortalDomain

/// Reads a day with its year, as people write a birth date: `4/17/1991`, `April 17 1991`, `17 Apr 91`,
/// `1991-04-17`, `04171991`.
enum BirthDate {
  /// - Parameters:
  ///   - text: the words.
  ///   - today: no birth date is later; two digits of a year are of the last hundred.
  /// - Returns: `nil` where there is none, or none that can be.
  static func read(_ text: String, today: LocalDate) -> LocalDate? {
    let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    for start in parts.indices {
      if let day = day(Array(parts[start...].prefix(3)), today), day <= today,
        day.year >= today.year - oldest
      {
        return day
      }
    }
    return nil
  }

  /// Nobody is older.
  private static let oldest = 125

  private static func day(_ parts: [String], _ today: LocalDate) -> LocalDate? {
    if let run = parts.first, run.count == 8, Int(run) != nil {
      return date(run.suffix(4), run.prefix(2), run.dropFirst(2).prefix(2), today)
        ?? date(run.prefix(4), run.dropFirst(4).prefix(2), run.suffix(2), today)
    }
    guard parts.count == 3 else { return nil }
    if parts[0].count == 4 { return date(parts[0], parts[1], parts[2], today) }
    if let month = month(parts[0]) { return date(parts[2], month, parts[1], today) }
    if let month = month(parts[1]) { return date(parts[2], month, parts[0], today) }
    return date(parts[2], parts[0], parts[1], today)
  }

  private static func date(
    _ year: some StringProtocol, _ month: some StringProtocol, _ day: some StringProtocol,
    _ today: LocalDate
  ) -> LocalDate? {
    guard var number = Int(year), [2, 4].contains(year.count), let month = Int(month),
      let day = Int(day.prefix { $0.isNumber })
    else { return nil }
    if year.count == 2 { number += number + 2000 > today.year ? 1900 : 2000 }
    return LocalDate(year: number, month: month, day: day)
  }

  private static func month(_ word: String) -> String? {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return names.firstIndex { word.hasPrefix($0) }.map { String($0 + 1) }
  }
}
