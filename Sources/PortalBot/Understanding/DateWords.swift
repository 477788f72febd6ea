/// Days and times as words; what they come to is worked out elsewhere.
enum DateWords {
  typealias Found = (kind: Entity.Kind, length: Int, value: String)

  static func date(_ words: [String], at index: Int) -> Found? {
    func word(_ offset: Int) -> String {
      index + offset < words.count ? words[index + offset] : ""
    }
    func found(_ length: Int) -> Found {
      (.date, length, words[index..<index + length].joined(separator: " "))
    }
    let first = word(0)
    if isSlashed(first) { return found(1) }
    if days.contains(first) { return found(1) }
    if weekdays.contains(first) { return found(spans.contains(word(1)) ? 2 : 1) }
    if whiches.contains(first) {
      if weekdays.contains(word(1)) || spans.contains(word(1)) || months.contains(word(1)) {
        return found(2)
      }
      return nil
    }
    if months.contains(first), isDay(word(1)) {
      return found(word(2).utf8.count == 4 && isNumber(word(2)) ? 3 : 2)
    }
    if isDay(first), months.contains(word(1)) { return found(2) }
    if first == "in", months.contains(word(1)), !unclearMonths.contains(word(1)) { return found(2) }
    // "in 3 days", "two weeks ago"
    if first == "in", isAmount(word(1)), units.contains(word(2)) { return found(3) }
    if isAmount(first), units.contains(word(1)), word(2) == "ago" { return found(3) }
    return nil
  }

  static func time(_ words: [String], at index: Int) -> Found? {
    let (first, next) = (words[index], index + 1 < words.count ? words[index + 1] : "")
    if first.utf8.contains(UInt8(ascii: ":")), first.utf8.count <= 5 {
      let isFollowed = halves.contains(next)
      return (.time, isFollowed ? 2 : 1, isFollowed ? "\(first) \(next)" : first)
    }
    if isDay(first), halves.contains(next) { return (.time, 2, "\(first) \(next)") }
    return parts.contains(first) ? (.time, 1, first) : nil
  }

  /// `8/12`, `3/12/1985`.
  private static func isSlashed(_ word: String) -> Bool {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { isNumber(String($0)) }
  }

  private static func isNumber(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// A day of a month: `12`, `3rd`.
  private static func isDay(_ word: String) -> Bool {
    let digits = word.prefix { $0.isNumber }
    guard (1...2).contains(digits.utf8.count), let day = Int(digits), (1...31).contains(day) else {
      return false
    }
    return ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count))
  }

  private static func isAmount(_ word: String) -> Bool {
    isNumber(word) || NumberWords.cardinals[word] != nil || ["a", "one", "couple"].contains(word)
  }

  private static let days: Set<String> = [
    "today", "tomorrow", "yesterday", "hoy", "manana", "ayer", "tonight", "christmas",
    "thanksgiving", "weekend",
  ]
  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lunes",
    "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "mondays", "tuesdays",
    "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "wensday", "wednsday",
    "thrusday", "teusday", "tusday", "satruday",
  ]
  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
    "agosto", "septiembre", "octubre", "noviembre", "diciembre",
  ]
  private static let unclearMonths: Set<String> = ["may", "march", "mar"]
  private static let whiches: Set<String> = ["next", "this", "last", "coming", "following", "past"]
  private static let spans: Set<String> = [
    "week", "month", "year", "weekend", "morning", "afternoon",
  ]
  private static let units: Set<String> = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "dias",
    "semanas", "meses",
  ]
  private static let halves: Set<String> = ["am", "pm", "oclock"]
  private static let parts: Set<String> = [
    "morning", "afternoon", "evening", "noon", "midnight", "mornings", "afternoons", "evenings",
  ]
}
