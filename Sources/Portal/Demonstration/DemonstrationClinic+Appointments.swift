internal import Foundation
internal import PortalDomain

/// What the demonstration clinic offers, and who has booked it.
extension DemonstrationClinic {
  /// How many days ahead times are open.
  static let daysOpen = 60

  /// The times of every provider on weekdays from today on, and those that are booked whatever day of
  /// the week it is.
  static func slots(_ context: Context) -> [any DomainEvent] {
    practices.flatMap { practice in
      (0...daysOpen).compactMap { offset in
        published(practice, context.today.adding(days: offset), context)
      }
    }
  }

  static func visits(_ context: Context) -> [any DomainEvent] {
    bookings(context).compactMap { booking in
      guard let practice = practices.first(where: { $0.provider == booking.provider }),
        let opening = booking.opening(context)
      else { return nil }
      return Appointments.Booked(
        patient: booking.patient, appointment: AppointmentID("A-\(booking.patient)"),
        slot: Slot(
          opening, of: booking.provider, on: booking.day, specialty: practice.specialty),
        reason: booking.reason)
    }
  }

  /// A third of what is open from tomorrow on, for the further patients: the rest stays open, and all
  /// that one hears of the fixed people stays true.
  static func timesForOthers(_ context: Context) -> [Slot] {
    let taken = Set(
      visits(context).compactMap { ($0 as? Appointments.Booked)?.slot.id })
    let open = slots(context).compactMap { $0 as? Appointments.SlotsPublished }.flatMap(\.slots)
      .filter { $0.day > context.today && !taken.contains($0.id) }
    let times = open.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    // The prime that they are strewn by must not divide their number.
    return times.count % 7919 == 0 ? times.dropLast() : times
  }

  private struct Booking {
    let patient: PatientID
    let provider: ProviderID
    let day: LocalDate
    let time: String
    let mode: VisitMode
    let reason: String

    /// All of them are at Rochester.
    func opening(_ context: Context) -> Opening? {
      guard let time = LocalTime(time),
        let start = day.instants(at: time, in: context.timeZone).first
      else { return nil }
      return Opening(
        start: start, minutes: 30, place: rochester, mode: mode, in: context.timeZone)
    }
  }

  private static func bookings(_ context: Context) -> [Booking] {
    let today = context.today
    return [
      Booking(
        patient: PatientID("maria"), provider: ProviderID("chen"), day: today.adding(days: 6),
        time: "10:30", mode: .inPerson, reason: "Blood pressure check"),
      Booking(
        patient: PatientID("james"), provider: ProviderID("patel"), day: today.adding(days: 1),
        time: "09:00", mode: .inPerson, reason: "Follow-up"),
      Booking(
        patient: PatientID("rosa"), provider: ProviderID("patel"), day: today.adding(days: 2),
        time: "15:00", mode: .video, reason: "Follow-up"),
    ]
  }

  private static func published(
    _ practice: Practice, _ day: LocalDate, _ context: Context
  ) -> Appointments.SlotsPublished? {
    let booked = bookings(context).filter { $0.provider == practice.provider && $0.day == day }
      .compactMap { $0.opening(context) }
    // Who is booked at Rochester is met there, wherever the provider is on other such days.
    let place = booked.first?.place ?? practice.place(on: day)
    var openings = booked
    for pattern in patterns(place) {
      openings += pattern.openings(on: day, in: context.timeZone).filter { opening in
        !booked.contains { $0.start == opening.start }
      }
    }
    guard !openings.isEmpty else { return nil }
    return Appointments.SlotsPublished(
      provider: practice.provider, specialty: practice.specialty, day: day,
      openings: openings.sorted { $0.start < $1.start })
  }

  private static func patterns(_ place: PlaceID) -> [SlotPattern] {
    let weekdays: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return [
      pattern(weekdays, "09:00", "12:00", .inPerson, place),
      pattern(weekdays, "13:00", "15:00", .inPerson, place),
      pattern(weekdays, "15:00", "17:00", .video, place),
      pattern([.tuesday, .thursday], "17:00", "18:00", .inPerson, place),
    ].compactMap(\.self)
  }

  private static func pattern(
    _ weekdays: Set<Weekday>, _ from: String, _ to: String, _ mode: VisitMode, _ place: PlaceID
  ) -> SlotPattern? {
    guard let from = LocalTime(from), let to = LocalTime(to) else { return nil }
    return SlotPattern(
      weekdays: weekdays, from: from, to: to, minutes: 30, place: place, mode: mode)
  }
}
