public import Foundation

public enum SlotEntity {}
public enum AppointmentEntity {}
public enum WaitEntity {}

/// A time that a provider offers, named by provider, day and clock: `chen-20260308-1030`.
public typealias SlotID = Identifier<SlotEntity>
/// One visit, from its booking to its end; a change keeps it.
public typealias AppointmentID = Identifier<AppointmentEntity>
/// A place on the waitlist.
public typealias WaitID = Identifier<WaitEntity>

/// How patient and provider meet.
public enum VisitMode: String, Codable, Sendable, CaseIterable {
  case inPerson, video

  /// As people say it: `in person`, `by video`.
  public var spoken: String {
    switch self {
    case .inPerson: "in person"
    case .video: "by video"
    }
  }
}

/// What people mean by a time without a clock; where one ends is the policy's.
public enum PartOfDay: String, Codable, Sendable, CaseIterable {
  case morning, afternoon, evening
}

/// A time that a provider offers.
public struct Slot: Codable, Hashable, Sendable, Identifiable {
  public let id: SlotID
  public let provider: ProviderID
  public let specialty: String
  /// Where it is; of a video visit, the place that the provider belongs to that day.
  public let place: PlaceID
  public let mode: VisitMode
  /// The day at the clinic.
  public let day: LocalDate
  public let start: Date
  public let minutes: Int

  public var end: Date { start.addingTimeInterval(Double(minutes) * 60) }

  public init(_ opening: Opening, of provider: ProviderID, on day: LocalDate, specialty: String) {
    id = SlotID(provider, day, clock: opening.clock)
    self.provider = provider
    self.specialty = specialty
    self.day = day
    place = opening.place
    mode = opening.mode
    start = opening.start
    minutes = opening.minutes
  }

  /// `Tue, Mar 10, 10:30 am`, in the clinic's time.
  public func spokenTime(_ context: Context) -> String {
    let time = LocalTime(start, in: context.timeZone).spoken
    return "\(day.spoken(today: context.today)), \(time)"
  }

  /// Whether one person can't be in both: they overlap, or the way between two places is too long.
  public func clashes(with other: Slot, _ policy: AppointmentsPolicy) -> Bool {
    let needsTravel = mode == .inPerson && other.mode == .inPerson && place != other.place
    let pause = needsTravel ? Double(policy.travelMinutes) * 60 : 0
    return start < other.end.addingTimeInterval(pause)
      && other.start < end.addingTimeInterval(pause)
  }
}

/// One time of a provider's day, as it is published.
public struct Opening: Codable, Hashable, Sendable {
  /// What the clinic's clock shows: `1030`; `0130b` where it shows that time again, an hour later.
  public let clock: String
  public let start: Date
  public let minutes: Int
  public let place: PlaceID
  public let mode: VisitMode

  /// - Parameters:
  ///   - start: a whole minute.
  ///   - minutes: how long it takes, in minutes.
  ///   - place: where.
  ///   - mode: in person or by video.
  ///   - timeZone: the place's.
  public init(start: Date, minutes: Int, place: PlaceID, mode: VisitMode, in timeZone: TimeZone) {
    let time = LocalTime(start, in: timeZone)
    let again = LocalDate(start, in: timeZone).instants(at: time, in: timeZone).dropFirst()
    clock = time.description.filter(\.isNumber) + (again.contains(start) ? "b" : "")
    self.start = start
    self.minutes = minutes
    self.place = place
    self.mode = mode
  }
}

extension SlotID {
  init(_ provider: ProviderID, _ day: LocalDate, clock: String) {
    self.init("\(provider)-\(day.description.filter(\.isNumber))-\(clock)")
  }

  /// Whose day it stands in; `nil` where it names no slot.
  public var providerDay: ProviderDay.Key? { parts.map { ProviderDay.Key($0.provider, $0.day) } }

  /// When it starts, by its name; `nil` where it names no slot.
  public func start(in timeZone: TimeZone) -> Date? {
    guard let parts else { return nil }
    let clock = parts.clock.filter(\.isNumber)
    guard clock.count == 4, let time = LocalTime("\(clock.prefix(2)):\(clock.suffix(2))") else {
      return nil
    }
    let instants = parts.day.instants(at: time, in: timeZone)
    return parts.clock.hasSuffix("b") ? instants.dropFirst().first : instants.first
  }

  private var parts: (provider: ProviderID, day: LocalDate, clock: Substring)? {
    let words = value.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count >= 3, let clock = words.last else { return nil }
    let digits = words[words.count - 2]
    guard digits.count == 8,
      let day = LocalDate(
        "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    else { return nil }
    return (ProviderID(words.dropLast(2).joined(separator: "-")), day, clock)
  }
}

extension SlotID {
  var tag: String { "slot:\(value)" }
}

extension AppointmentID {
  var tag: String { "appointment:\(value)" }
}

extension WaitID {
  var tag: String { "wait:\(value)" }
}
