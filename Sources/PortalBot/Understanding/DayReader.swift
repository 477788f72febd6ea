internal import PortalDomain

/// Works out which days words mean, seen from one day.
enum DayReader {
  /// The first and the last day that are meant; only days from `today` on.
  static func days(_ words: String, today: LocalDate) -> ClosedRange<LocalDate>? {
    let parts = words.split(separator: " ").map(String.init)
    guard let first = parts.first, let last = parts.last else { return nil }
    if let range = named(first, today: today), parts.count == 1 { return range }
    if first.contains("/") { return slashed(first, today: today).map { $0...$0 } }
    if first == "in", parts.count == 3 { return span(parts[1], parts[2], today: today) }
    if let month = months[String(last.prefix(3))], parts.count == 2, first == "in" {
      return whole(month: month, today: today)
    }
    if let month = months[String(first.prefix(3))], parts.count >= 2, let day = number(parts[1]) {
      return next(month: month, day: day, today: today).map { $0...$0 }
    }
    if let month = months[String(last.prefix(3))], let day = number(first) {
      return next(month: month, day: day, today: today).map { $0...$0 }
    }
    let isNext = first == "next" || first == "following"
    switch last {
    case "week":
      let monday = monday(of: today).adding(days: isNext ? 7 : 0)
      return max(today, monday)...monday.adding(days: 6)
    case "weekend":
      let saturday = monday(of: today).adding(days: isNext ? 12 : 5)
      return max(today, saturday)...saturday.adding(days: 1)
    case "month":
      return whole(
        month: today.adding(months: isNext ? 1 : 0).month, today: today)
    default: break
    }
    guard let weekday = weekday(parts.count > 1 && weekday(first) != nil ? first : last) else {
      return nil
    }
    if isNext {
      let day = monday(of: today).adding(days: 7 + weekday.offset)
      return day...day
    }
    let ahead = (weekday.offset - Weekday(of: today).offset + 7) % 7
    let day = today.adding(days: ahead)
    return day...day
  }

  /// A time of day as the clinic's clock shows it: `10:30`, `3 pm`, `9 am`.
  static func time(_ words: String) -> LocalTime? {
    let parts = words.split(separator: " ").map(String.init)
    guard let first = parts.first else { return nil }
    let clock = first.split(separator: ":").compactMap { Int($0) }
    guard var hour = clock.first, (0..<24).contains(hour) else {
      return first == "noon" ? LocalTime(minutes: 12 * 60) : nil
    }
    let half = parts.dropFirst().first
    if half == "pm", hour < 12 { hour += 12 }
    if half == "am", hour == 12 { hour = 0 }
    // Nobody means three in the night.
    if half != "am", half != "pm", hour < 7 { hour += 12 }
    return LocalTime(minutes: hour * 60 + (clock.count > 1 ? clock[1] : 0))
  }

  static func part(_ word: String) -> PartOfDay? {
    switch word {
    case "morning", "mornings": .morning
    case "afternoon", "afternoons": .afternoon
    case "evening", "evenings", "tonight": .evening
    default: nil
    }
  }

  private static func named(_ word: String, today: LocalDate) -> ClosedRange<LocalDate>? {
    switch word {
    case "today", "tonight", "hoy": today...today
    case "tomorrow", "manana": today.adding(days: 1)...today.adding(days: 1)
    case "weekend": days("this weekend", today: today)
    default: nil
    }
  }

  private static func slashed(_ word: String, today: LocalDate) -> LocalDate? {
    let parts = word.split(separator: "/").compactMap { Int($0) }
    guard parts.count >= 2 else { return nil }
    if parts.count == 3 {
      let year = parts[2] < 100 ? 2000 + parts[2] : parts[2]
      return LocalDate(year: year, month: parts[0], day: parts[1])
    }
    return next(month: parts[0], day: parts[1], today: today)
  }

  private static func next(month: Int, day: Int, today: LocalDate) -> LocalDate? {
    let this = LocalDate(year: today.year, month: month, day: day)
    if let this, this >= today { return this }
    return LocalDate(year: today.year + 1, month: month, day: day)
  }

  private static func whole(month: Int, today: LocalDate) -> ClosedRange<LocalDate>? {
    let year = month < today.month ? today.year + 1 : today.year
    guard let first = LocalDate(year: year, month: month, day: 1) else { return nil }
    return max(today, first)...first.adding(months: 1).adding(days: -1)
  }

  private static func span(
    _ amount: String, _ unit: String, today: LocalDate
  ) -> ClosedRange<LocalDate>? {
    let words = ["a": 1, "an": 1, "one": 1, "couple": 2]
    guard let count = Int(amount) ?? NumberWords.cardinals[amount] ?? words[amount],
      (0...365).contains(count)
    else { return nil }
    switch unit {
    case "day", "days": return today.adding(days: count)...today.adding(days: count)
    case "week", "weeks":
      let day = today.adding(days: 7 * count)
      return day...day.adding(days: 6)
    case "month", "months":
      let day = today.adding(months: count)
      return day...day.adding(days: 13)
    default: return nil
    }
  }

  private static func monday(of day: LocalDate) -> LocalDate {
    day.adding(days: -Weekday(of: day).offset)
  }

  private static func number(_ word: String) -> Int? { Int(word.prefix { $0.isNumber }) }

  private static func weekday(_ word: String) -> Weekday? {
    let slips = ["wensday": "wed", "teusday": "tue", "tusday": "tue", "thrusday": "thu"]
    let start = slips[word] ?? String(word.prefix(3))
    return weekdays[start]
  }

  private static let weekdays: [String: Weekday] = [
    "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday,
    "sat": .saturday, "sun": .sunday, "lun": .monday, "mie": .wednesday, "jue": .thursday,
    "vie": .friday, "dom": .sunday, "wen": .wednesday,
  ]
  private static let months: [String: Int] = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
  ]
}

extension Weekday {
  /// Days after Monday.
  fileprivate var offset: Int {
    switch self {
    case .monday: 0
    case .tuesday: 1
    case .wednesday: 2
    case .thursday: 3
    case .friday: 4
    case .saturday: 5
    case .sunday: 6
    }
  }
}
