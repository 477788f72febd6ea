public import Foundation

/// What times there are.
extension Appointments {
  static func publish(
    _ event: SlotsPublished, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard state.clinic[event.provider] != nil else { throw .unknownProvider(event.provider) }
    for opening in event.openings {
      guard state.clinic[opening.place]?.isOpen == true else { throw .unknownPlace(opening.place) }
      guard opening.minutes > 0, LocalDate(opening.start, in: context.timeZone) == event.day else {
        throw .invalidTimes
      }
    }
    var taken = state.days.values.filter { $0.provider == event.provider }.flatMap(\.slots)
    var new: [Opening] = []
    for (opening, slot) in zip(event.openings, event.slots) {
      if taken.contains(where: { $0.id == slot.id }) { continue }
      guard slot.start > context.now else { throw .slotPast }
      if let other = taken.first(where: { $0.start < slot.end && slot.start < $0.end }) {
        throw .timesOverlap(other.id)
      }
      taken.append(slot)
      new.append(opening)
    }
    return new.isEmpty
      ? []
      : [
        SlotsPublished(
          provider: event.provider, specialty: event.specialty, day: event.day, openings: new)
      ]
  }

  static func withdraw(
    _ provider: ProviderID, _ day: LocalDate, _ slots: [SlotID], _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    guard let known = state.days[ProviderDay.Key(provider, day)] else { return [] }
    let there = known.slots.map(\.id).filter(slots.contains)
    let booked = there.filter(known.bookedSlots.contains)
    guard booked.isEmpty else { throw .slotsBooked(booked) }
    return there.isEmpty ? [] : [SlotsWithdrawn(provider: provider, day: day, slots: there)]
  }
}

/// Times that come again: `Mon–Thu, 9:00 to 12:00, 30 minutes each`.
public struct SlotPattern: Hashable, Sendable {
  public var weekdays: Set<Weekday>
  public var from: LocalTime
  /// When the last one must be over.
  public var to: LocalTime
  public var minutes: Int
  public var place: PlaceID
  public var mode: VisitMode

  /// - Parameters:
  ///   - weekdays: on which days of the week.
  ///   - from: the first day.
  ///   - to: the last day.
  ///   - minutes: at least 1.
  ///   - place: where.
  ///   - mode: in person or by video.
  public init(
    weekdays: Set<Weekday>, from: LocalTime, to: LocalTime, minutes: Int, place: PlaceID,
    mode: VisitMode
  ) {
    self.weekdays = weekdays
    self.from = from
    self.to = to
    self.minutes = minutes
    self.place = place
    self.mode = mode
  }

  /// The times on a day. What the clocks skip in spring isn't there; what they show twice in autumn is
  /// there twice.
  public func openings(on day: LocalDate, in timeZone: TimeZone) -> [Opening] {
    guard weekdays.contains(Weekday(of: day)), minutes > 0 else { return [] }
    return stride(from: from.minutes, through: to.minutes - minutes, by: minutes)
      .compactMap { LocalTime(minutes: $0) }
      .flatMap { day.instants(at: $0, in: timeZone) }
      .sorted()
      .map { Opening(start: $0, minutes: minutes, place: place, mode: mode, in: timeZone) }
  }
}
