public import Foundation
internal import PortalDomain

/// Finds the times that a message names, and works them out as seen from an instant somewhere.
///
/// Small rules are tried on pieces that stand side by side, until nothing new comes of it (a chart,
/// after Duckling by Facebook); the longest reading is taken.
public struct TimeReader {
  private let now: Date
  private let timeZone: TimeZone
  private let resolver: TimeResolver

  /// - Parameters:
  ///   - now: when the message was written.
  ///   - timeZone: where its writer is.
  public init(at now: Date, in timeZone: TimeZone) {
    self.now = now
    self.timeZone = timeZone
    let local = now.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: now))
    resolver = TimeResolver(now: Int((local / 60).rounded(.down)))
  }

  /// The times that a message names, in its order.
  ///
  /// - Parameter text: the message as it came.
  /// - Returns: nothing, where it names none.
  public func readings(in text: String) -> [TimeReading] {
    let tokens = TimeToken.tokens(of: String(text.prefix(TimeReader.mostCharacters)))
    var readings: [TimeReading] = []
    var index = 0
    while index < tokens.count {
      var end = index
      while end < tokens.count, end - index < TimeReader.mostTokens,
        TimeWords.isKnown(tokens[end].text), !isGreeting(end, tokens)
      {
        end += 1
      }
      if end > index { readings += self.readings(of: tokens[index..<end], text) }
      index = max(end, index + 1)
    }
    return readings
  }

  private static let mostCharacters = 2_000
  private static let mostTokens = 24

  /// "Good morning" is no time, nor is what "I sat".
  private func isGreeting(_ index: Int, _ tokens: [TimeToken]) -> Bool {
    guard index > 0 else { return false }
    let before = tokens[index - 1].text
    return
      (["good", "happy", "buenas"].contains(before)
      && (before, tokens[index].text) != ("good", "friday"))
      || (tokens[index].text == "saturday" && ["i", "we", "he", "she", "they"].contains(before))
  }

  private func readings(of tokens: ArraySlice<TimeToken>, _ text: String) -> [TimeReading] {
    let chart = TimeChart(tokens, resolver)
    var found: [(range: Range<Int>, meaning: TimeMeaning)] = []
    for (start, items) in chart.items.enumerated() {
      for item in items {
        if let meaning = item.piece.time, !meaning.isLatent {
          found.append((start..<item.end, meaning))
        }
      }
    }
    // The longest, and of those the one by the fewest rules.
    let ordered = found.enumerated().sorted {
      ($1.element.range.count, $0.element.meaning.trace.rules.count, $0.offset)
        < ($0.element.range.count, $1.element.meaning.trace.rules.count, $1.offset)
    }
    var taken: [(range: Range<Int>, reading: TimeReading)] = []
    for (_, candidate) in ordered
    where !taken.contains(where: { $0.range.overlaps(candidate.range) }) {
      let (first, last) = (candidate.range.lowerBound, candidate.range.upperBound - 1)
      let written = text[
        tokens[tokens.startIndex + first].range
          .lowerBound..<tokens[tokens.startIndex + last].range
          .upperBound]
      if let reading = reading(candidate.meaning, String(written)) {
        taken.append((candidate.range, reading))
      }
    }
    return taken.sorted { $0.range.lowerBound < $1.range.lowerBound }.map(\.reading)
  }

  private func reading(_ meaning: TimeMeaning, _ text: String) -> TimeReading? {
    guard let span = resolver.span(of: meaning) else { return nil }
    let shift = meaning.zone.map { timeZone.secondsFromGMT(for: now) / 60 - $0 } ?? 0
    let isInterval = meaning.isInterval || (meaning.hours != nil && meaning.clock == nil)
    // Today by its name and that day a week later.
    var otherwise = meaning.otherwise
    if let weekday = meaning.weekday, meaning.day == nil, meaning.month == nil,
      weekday == LocalDate(minute: resolver.now).weekdayOffset
    {
      otherwise = resolver.today
    }
    return TimeReading(
      kind: meaning.direction ?? (isInterval ? .interval : .instant), grain: span.grain,
      start: instant(span.start + shift), end: instant(span.end + shift),
      isBeyond: meaning.isBeyond, text: text,
      otherwise: otherwise.map { .init(start: instant($0.start), end: instant($0.end)) },
      isHalfKnown: meaning.clock?.isHalfKnown ?? true,
      saysTimeOfDay: meaning.hasTimeOfDay || span.grain == .minute,
      saysDay: meaning.hasDate || meaning.isToday,
      part: meaning.clock == nil ? meaning.hours?.name : nil,
      spareDays: meaning.spareDays,
      trace: meaning.trace.rules)
  }

  private func instant(_ minute: WallMinute) -> Date {
    let day = LocalDate(minute: minute)
    let clock = minute - day.minute
    return day.instant(hour: clock / 60, minute: clock % 60, in: timeZone)
  }
}
