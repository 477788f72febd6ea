extension Appointments {
  public enum Failure: Refusal, Equatable {
    /// The time was never published, or was taken back.
    case slotGone
    case slotTaken
    case slotPast
    case tooSoon(minutes: Int)
    case tooFar(lastDay: LocalDate)
    /// The patient is somewhere else then.
    case overlaps(when: String)
    case bookingOff(PlaceID)
    case videoOff(PlaceID)
    case unknownVisit
    case notOpen(Visit.Stage)
    case started
    /// A cancellation that the patient must agree to pay for.
    case cancellationFee(cents: Int, hours: Int)
    case notToday(LocalDate)
    case notYet
    case unknownProvider(ProviderID)
    case unknownPlace(PlaceID)
    case invalidTimes
    /// The provider has another time then.
    case timesOverlap(SlotID)
    /// Times that can't be taken back because somebody has booked them.
    case slotsBooked([SlotID])
    case waitlistOff
    case noWish
    case alreadyWaiting
    case tooManyWaits(limit: Int)
    case unknownWait
    case notWaiting
    case noOffer
    case offerExpired
    /// It suits nobody of those who were named.
    case suitsNobody

    public var code: String {
      switch self {
      case .slotGone: "slot.gone"
      case .slotTaken: "slot.taken"
      case .slotPast: "slot.past"
      case .tooSoon: "slot.tooSoon"
      case .tooFar: "slot.tooFar"
      case .overlaps: "appointment.overlaps"
      case .bookingOff: "appointment.bookingOff"
      case .videoOff: "appointment.videoOff"
      case .unknownVisit: "appointment.unknown"
      case .notOpen: "appointment.notOpen"
      case .started: "appointment.started"
      case .cancellationFee: "appointment.cancellationFee"
      case .notToday: "appointment.notToday"
      case .notYet: "appointment.notYet"
      case .unknownProvider: "slot.unknownProvider"
      case .unknownPlace: "slot.unknownPlace"
      case .invalidTimes: "slot.invalidTimes"
      case .timesOverlap: "slot.timesOverlap"
      case .slotsBooked: "slot.booked"
      case .waitlistOff: "waitlist.off"
      case .noWish: "waitlist.noWish"
      case .alreadyWaiting: "waitlist.alreadyWaiting"
      case .tooManyWaits: "waitlist.tooMany"
      case .unknownWait: "waitlist.unknown"
      case .notWaiting: "waitlist.notWaiting"
      case .noOffer: "waitlist.noOffer"
      case .offerExpired: "waitlist.offerExpired"
      case .suitsNobody: "waitlist.suitsNobody"
      }
    }

    public var message: String {
      switch self {
      case .slotGone: "That time is no longer there. Please pick another."
      case .slotTaken: "That time was just taken. Please pick another."
      case .slotPast: "That time is over. Please pick a later one."
      case .tooSoon(let minutes):
        "That's too soon to book here: it starts in less than \(Self.spoken(minutes: minutes)). "
          + "Please call us, or pick a later time."
      case .tooFar(let lastDay):
        "That's too far ahead. You can book up to \(lastDay.spoken(today: lastDay))."
      case .overlaps(let when):
        "You have another visit too close to that time: \(when). Please pick another time."
      case .bookingOff: "That place doesn't book visits here. Please call us to book one."
      case .videoOff: "That place has no video visits right now. You can come in person."
      case .unknownVisit: "I can't find that visit."
      case .notOpen(let stage): "That visit is \(stage.spoken), so it can't be changed."
      case .started: "That visit has started, so it can't be changed here. Please call us."
      case .cancellationFee(let cents, let hours):
        "It's less than \(hours) hours before your visit, so cancelling costs "
          + "\(Self.dollars(cents))."
      case .notToday(let day): "That visit isn't today. It's on \(day.spoken(today: day))."
      case .notYet: "It's too early for that: the visit hasn't begun."
      case .unknownProvider(let provider): "We have no provider called \(provider)."
      case .unknownPlace(let place): "We have no place called \(place)."
      case .invalidTimes: "These are no times that can be opened: each needs a length and its day."
      case .timesOverlap(let slot): "The provider already has a time then: \(slot)."
      case .slotsBooked(let slots):
        "Somebody has booked \(slots.map(\.value).joined(separator: ", ")). "
          + "Move or cancel the visit first."
      case .waitlistOff: "There is no waitlist there. Please call us."
      case .noWish: "Please say which kind of doctor you'd like to see."
      case .alreadyWaiting: "You're on the waitlist for that already."
      case .tooManyWaits(let limit): "You're on \(limit) waitlists. Please leave one first."
      case .unknownWait: "I can't find that place on the waitlist."
      case .notWaiting: "You're no longer on that waitlist."
      case .noOffer: "There's no open time waiting for your answer."
      case .offerExpired: "Sorry, that offer is over. You're still on the waitlist."
      case .suitsNobody: "That time suits nobody on the waitlist."
      }
    }

    static func dollars(_ cents: Int) -> String {
      "$\(cents / 100).\((cents % 100).twoDigits)"
    }

    private static func spoken(minutes: Int) -> String {
      switch minutes {
      case 60: "an hour"
      case let minutes where minutes % 60 == 0: "\(minutes / 60) hours"
      default: "\(minutes) minutes"
      }
    }
  }
}
