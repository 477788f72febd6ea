internal import Foundation

/// Which times are wanted. What isn't said doesn't matter.
public struct SlotQuery: Codable, Hashable, Sendable {
  public var specialty: String?
  public var provider: ProviderID?
  public var place: PlaceID?
  public var mode: VisitMode?
  /// The first day.
  public var from: LocalDate?
  /// The last day.
  public var through: LocalDate?
  /// Any of them; of none, every day will do. In one order, each once.
  public private(set) var weekdays: [Weekday]
  /// Any of them; of none, every time will do. In one order, each once.
  public private(set) var partsOfDay: [PartOfDay]
  /// The earliest and the latest start, by the clinic's clock.
  public var earliest: LocalTime?
  public var latest: LocalTime?

  public init(
    specialty: String? = nil, provider: ProviderID? = nil, place: PlaceID? = nil,
    mode: VisitMode? = nil, from: LocalDate? = nil, through: LocalDate? = nil,
    weekdays: Set<Weekday> = [], partsOfDay: Set<PartOfDay> = [], earliest: LocalTime? = nil,
    latest: LocalTime? = nil
  ) {
    self.specialty = specialty
    self.provider = provider
    self.place = place
    self.mode = mode
    self.from = from
    self.through = through
    self.weekdays = Weekday.allCases.filter(weekdays.contains)
    self.partsOfDay = PartOfDay.allCases.filter(partsOfDay.contains)
    self.earliest = earliest
    self.latest = latest
  }

  /// Whether a time is one of those that are wanted.
  public func matches(_ slot: Slot, _ context: Context) -> Bool {
    let time = LocalTime(slot.start, in: context.timeZone)
    return specialty.map { $0 == slot.specialty } ?? true
      && provider.map { $0 == slot.provider } ?? true
      && place.map { $0 == slot.place } ?? true
      && mode.map { $0 == slot.mode } ?? true
      && from.map { $0 <= slot.day } ?? true
      && through.map { slot.day <= $0 } ?? true
      && (weekdays.isEmpty || weekdays.contains(Weekday(of: slot.day)))
      && (partsOfDay.isEmpty
        || partsOfDay.contains(context.policy.appointments.partOfDay(time)))
      && earliest.map { $0 <= time } ?? true
      && latest.map { time <= $0 } ?? true
  }
}
