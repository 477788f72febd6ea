internal import Foundation

/// How many phrases come to the time that they should, in value and grain.
///
/// The phrases are in the form that Duckling's corpus was brought into, one JSON object a line with `text`,
/// `ref`, `tz`, `appt` and `expect`; only those are read that may come up when a visit is made
/// (`"appt": true`).
public struct TimeEvaluation: Sendable {
  /// A phrase that was read otherwise.
  public struct Mistake: Sendable {
    public let text: String
    public let expected: String
    public let read: String
  }

  /// A part of the phrases.
  public struct Part: Sendable {
    public internal(set) var phrases = 0
    public internal(set) var exact = 0
    public internal(set) var mistakes: [Mistake] = []

    /// The share that was read exactly.
    public var share: Double { Double(exact) / Double(max(1, phrases)) }
  }

  /// Those that are times.
  public private(set) var times = Part()
  /// Those that are none.
  public private(set) var negatives = Part()

  /// - Parameter lines: the file.
  /// - Throws: where a line is not of the form.
  public init(jsonLines lines: String) throws {
    let decoder = JSONDecoder()
    for line in lines.split(whereSeparator: \.isNewline) {
      let phrase = try decoder.decode(Phrase.self, from: Data(line.utf8))
      guard phrase.appt, let reader = phrase.reader else { continue }
      let read = reader.readings(in: phrase.text)
        .map { TimeEvaluation.described($0, phrase.zone) }.joined(separator: ", ")
      let expected = phrase.expect?.described ?? ""
      let mistake =
        read == expected ? nil : Mistake(text: phrase.text, expected: expected, read: read)
      if phrase.expect == nil {
        negatives.add(mistake)
      } else {
        times.add(mistake)
      }
    }
  }

  private static func described(_ reading: TimeReading, _ zone: TimeZone) -> String {
    let (start, end) = (written(reading.start, zone), written(reading.end, zone))
    return switch reading.kind {
    case .instant: "\(start) \(reading.grain)"
    case .interval: "\(start) \(end) \(reading.grain)"
    case .after, .before: "\(reading.kind) \(start) \(reading.grain)"
    }
  }

  private static func written(_ date: Date, _ zone: TimeZone) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
      .time(includingFractionalSeconds: false)
    return date.formatted(style)
  }

  private struct Phrase: Decodable {
    let text: String
    let ref: String
    let tz: String
    let expect: Expectation?
    let appt: Bool

    struct Expectation: Decodable {
      let kind: String
      let grain: String
      let value: String?
      let from: String?
      let to: String?
      let direction: String?

      var described: String {
        [direction, from, to, value, grain].compactMap { $0 }.joined(separator: " ")
      }
    }

    /// `-02:00`.
    var zone: TimeZone {
      let parts = tz.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2 else { return .gmt }
      let minutes = abs(parts[0]) * 60 + parts[1]
      return TimeZone(secondsFromGMT: (tz.hasPrefix("-") ? -60 : 60) * minutes) ?? .gmt
    }

    var reader: TimeReader? {
      (try? Date(ref + tz, strategy: .iso8601)).map { TimeReader(at: $0, in: zone) }
    }
  }
}

extension TimeEvaluation.Part {
  fileprivate mutating func add(_ mistake: TimeEvaluation.Mistake?) {
    phrases += 1
    if let mistake { mistakes.append(mistake) } else { exact += 1 }
  }
}
