/// The numbers of bookings and of the waitlist. The clinic sets them; none is the law's.
public struct AppointmentsPolicy: Codable, Hashable, Sendable {
  /// How long a time is held for a patient who is about to book it, in minutes.
  public var holdMinutes = 10
  /// How shortly before it starts a patient may still book a time, in minutes.
  public var noticeMinutes = 60
  /// How many days ahead a patient may book.
  public var daysAhead = 90
  /// How long the way between two places takes, in minutes: about from Rochester to La Crosse.
  public var travelMinutes = 90
  /// How long before a visit it can be cancelled without a fee, in hours.
  public var freeCancellationHours = 24
  /// What a later cancellation costs, in cents.
  public var lateCancellationFeeCents = 5_000
  /// What it costs not to come, in cents; 0 for nothing.
  public var noShowFeeCents = 5_000
  /// How long a patient is waited for, in minutes.
  public var noShowAfterMinutes = 15
  /// When the afternoon begins.
  public var afternoonFromHour = 12
  /// When the evening begins.
  public var eveningFromHour = 17
  /// How long a time is offered to a patient who waits for one, in minutes.
  public var offerMinutes = 120
  /// From when in the day that counts: nobody is expected to answer at night.
  public var offersFromHour = 8
  /// Until when in the day it counts.
  public var offersUntilHour = 21
  /// After how many days a wait ends by itself.
  public var waitDays = 90
  /// How many waits a patient may have at a time.
  public var waitsAtATime = 3

  public init() {}

  /// The part of the day that a time belongs to.
  public func partOfDay(_ time: LocalTime) -> PartOfDay {
    if time.hour < afternoonFromHour { return .morning }
    return time.hour < eveningFromHour ? .afternoon : .evening
  }
}
