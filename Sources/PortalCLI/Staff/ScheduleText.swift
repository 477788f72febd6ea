import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// How days, times and places are written on the command line.
enum ScheduleText {
  static func day(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(text) else {
      throw ValidationError("'\(text)' is no day; write it like 2026-03-02")
    }
    return day
  }

  static func time(_ text: String) throws -> LocalTime {
    guard let time = LocalTime(text) else {
      throw ValidationError("'\(text)' is no time; write it like 09:30")
    }
    return time
  }

  static func mode(_ text: String) throws -> VisitMode {
    switch text.lowercased() {
    case "inperson", "in-person", "person": return .inPerson
    case "video": return .video
    default: throw ValidationError("'\(text)' is no way to meet; write inPerson or video")
    }
  }

  static func part(_ text: String) throws -> PartOfDay {
    guard let part = PartOfDay(rawValue: text.lowercased()) else {
      throw ValidationError("'\(text)' is no part of the day; write morning, afternoon or evening")
    }
    return part
  }

  static func feature(_ text: String) throws -> PortalFeature {
    guard let feature = PortalFeature(rawValue: text) else {
      throw ValidationError(
        "'\(text)' is no feature; there are "
          + PortalFeature.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return feature
  }

  /// Reads `mon-fri` and `tue,thu`.
  static func weekdays(_ text: String) throws -> Set<Weekday> {
    var days: Set<Weekday> = []
    for part in text.lowercased().split(separator: ",") {
      let ends = try part.split(separator: "-").map(weekday)
      guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
        throw ValidationError("'\(part)' is no weekday; write it like mon-fri or tue,thu")
      }
      var day = first.rawValue
      days.insert(first)
      while day != last.rawValue {
        day = (day + 1) % 7
        days.insert(Weekday.allCases[day])
      }
    }
    return days
  }

  private static func weekday(_ text: some StringProtocol) throws -> Weekday {
    guard let day = Weekday.allCases.first(where: { text.hasPrefix($0.abbreviation.lowercased()) })
    else { throw ValidationError("'\(text)' is no weekday; write it like mon-fri or tue,thu") }
    return day
  }

  /// Reads `mon-fri 08:00-17:00`.
  static func hours(_ text: String) throws -> [OpeningHours] {
    let words = text.split(separator: " ")
    let times = words.last?.split(separator: "-") ?? []
    guard words.count == 2, times.count == 2 else {
      throw ValidationError("'\(text)' says no hours; write them like 'mon-fri 08:00-17:00'")
    }
    let (opens, closes) = (try time(String(times[0])), try time(String(times[1])))
    return try weekdays(String(words[0])).sorted { $0.rawValue < $1.rawValue }
      .map { OpeningHours($0, opens, closes) }
  }

  static func instant(_ date: Date) -> String { Date.ISO8601FormatStyle().format(date) }
}

/// Which times are meant.
struct SlotQueryOptions: ParsableArguments {
  @Option(help: "Only this field: cardiology.") var specialty: String?
  @Option(help: "Only this provider, by id.") var provider: String?
  @Option(help: "Only at this place, by id.") var place: String?
  @Option(help: "Only this way: inPerson or video.", transform: ScheduleText.mode)
  var mode: VisitMode?
  @Option(help: "The first day: 2026-03-02.", transform: ScheduleText.day) var from: LocalDate?
  @Option(help: "The last day.", transform: ScheduleText.day) var through: LocalDate?
  @Option(
    help: ArgumentHelp("Only these days of the week: mon-fri or tue,thu.", valueName: "days"),
    transform: ScheduleText.weekdays)
  var weekdays: Set<Weekday> = []
  @Option(
    name: .customLong("part"),
    help: "Only this part of the day: morning, afternoon or evening. Can be given twice.",
    transform: ScheduleText.part)
  var parts: [PartOfDay] = []

  var query: SlotQuery {
    SlotQuery(
      specialty: specialty, provider: provider.map { ProviderID($0) },
      place: place.map { PlaceID($0) }, mode: mode, from: from, through: through,
      weekdays: weekdays, partsOfDay: Set(parts))
  }
}

extension StaffDesk {
  /// A time, on one line.
  func line(_ slot: Slot) -> String {
    let time = LocalTime(slot.start, in: portal.timeZone)
    return "\(slot.id)  \(slot.day) \(time)  \(slot.minutes) min  \(slot.provider)  "
      + "\(slot.specialty)  \(slot.mode.rawValue)  \(slot.place)"
  }

  func object(_ slot: Slot) -> [String: JSONValue] {
    [
      "slot": .text(slot.id.value), "provider": .text(slot.provider.value),
      "specialty": .text(slot.specialty), "place": .text(slot.place.value),
      "mode": .text(slot.mode.rawValue), "day": .text(slot.day.description),
      "time": .text(LocalTime(slot.start, in: portal.timeZone).description),
      "start": .text(ScheduleText.instant(slot.start)), "minutes": .integer(Int64(slot.minutes)),
    ]
  }

  func name(of patient: PatientID) throws -> String {
    try portal.profile(of: patient).map { "\($0.givenName) \($0.familyName)" } ?? patient.value
  }
}
