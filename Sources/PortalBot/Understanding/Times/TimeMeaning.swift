/// What is known of a time so far: conditions that it must meet.
struct TimeMeaning: Hashable {
  var year: Int?
  var month: Int?
  /// The day of the month.
  var day: Int?
  /// Days after Monday.
  var weekday: Int?
  var holiday: Holiday?
  /// What is worked out already: "tomorrow", "next week".
  var span: WallSpan?
  var clock: Clock?
  var hours: Hours?
  var direction: TimeReading.Kind?
  /// See ``TimeReading/isBeyond``.
  var isBeyond = false
  /// Minutes by which a zone that was named is ahead of Greenwich.
  var zone: Int?
  /// "this": the day itself, where nothing else is said.
  var isToday = false
  /// Whether it says something only together with more: a bare number, "third".
  var isLatent = false
  /// Whether the span reaches from one thing to another.
  var isInterval = false
  /// What else it could mean.
  var otherwise: WallSpan?
  /// See ``TimeReading/spareDays``.
  var spareDays = 0
  var trace = Trace()

  /// A time that a clock shows.
  struct Clock: Hashable {
    /// Since midnight; 1,440 is the midnight that ends the day.
    var minute: Int
    var grain: Grain
    var isHalfKnown: Bool

    /// The minutes that it can be, the earlier first.
    var candidates: [Int] {
      isHalfKnown ? [minute] : [minute % 720, minute % 720 + 720]
    }
  }

  /// A stretch of a day.
  struct Hours: Hashable {
    var from: Int
    var to: Int
    var grain: Grain
    /// `morning`; `nil` where clocks were named.
    var name: String?
  }

  var hasDate: Bool {
    year != nil || month != nil || day != nil || weekday != nil || holiday != nil || span != nil
  }
  var hasTimeOfDay: Bool { clock != nil || hours != nil }
  /// Only a clock, or only a part of a day.
  var isTimeOfDay: Bool { hasTimeOfDay && !hasDate }
  /// Only a date.
  var isDate: Bool { hasDate && !hasTimeOfDay && direction == nil }

  func by(_ rule: String) -> TimeMeaning {
    var meaning = self
    meaning.trace.rules.append(rule)
    return meaning
  }

  /// The rules that led to a meaning. How it was come to doesn't tell one meaning from another.
  struct Trace: Hashable {
    var rules: [String] = []

    static func == (left: Trace, right: Trace) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }
}

/// A day of the year that has a name: by its date, its place among a month's weekdays, or its
/// distance from Easter; and days after that.
struct Holiday: Hashable {
  enum Anchor: Hashable {
    case fixed(month: Int, day: Int)
    /// Days after Monday; the place is counted from the end of the month where it's negative.
    case weekday(Int, place: Int, month: Int)
    case easter
  }

  let anchor: Anchor
  var daysAfter = 0

  static func fixed(_ month: Int, _ day: Int) -> Holiday {
    Holiday(anchor: .fixed(month: month, day: day))
  }

  static func weekday(_ weekday: Int, _ place: Int, _ month: Int, after: Int = 0) -> Holiday {
    Holiday(anchor: .weekday(weekday, place: place, month: month), daysAfter: after)
  }

  static func easter(_ days: Int) -> Holiday { Holiday(anchor: .easter, daysAfter: days) }
}
