public import Foundation

extension Appointments {
  /// The clinic opened times of a provider on one day.
  public struct SlotsPublished: DomainEvent {
    public static let name = "appointment.slotsPublished.v1"
    public let provider: ProviderID
    public let specialty: String
    /// The day at the clinic.
    public let day: LocalDate
    public let openings: [Opening]

    public init(provider: ProviderID, specialty: String, day: LocalDate, openings: [Opening]) {
      self.provider = provider
      self.specialty = specialty
      self.day = day
      self.openings = openings
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { [ProviderDay.Key(provider, day).openingsTag] }

    public var slots: [Slot] {
      openings.map { Slot($0, of: provider, on: day, specialty: specialty) }
    }
  }

  /// The clinic took back times of a provider on one day that nobody had booked.
  public struct SlotsWithdrawn: DomainEvent {
    public static let name = "appointment.slotsWithdrawn.v1"
    public let provider: ProviderID
    public let day: LocalDate
    public let slots: [SlotID]

    public init(provider: ProviderID, day: LocalDate, slots: [SlotID]) {
      self.provider = provider
      self.day = day
      self.slots = slots
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { [ProviderDay.Key(provider, day).openingsTag] }
  }

  /// A time is kept for a patient who is about to book it.
  public struct Held: PatientEvent {
    public static let name = "appointment.held.v1"
    public let patient: PatientID
    /// The visit that it becomes when it's booked.
    public let appointment: AppointmentID
    public let slot: Slot
    public let until: Date

    public init(patient: PatientID, appointment: AppointmentID, slot: Slot, until: Date) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
      self.until = until
    }

    public var tags: [String] { [patient.tag, slot.id.tag] }
  }

  /// A patient doesn't want the time that was held for them.
  public struct Released: PatientEvent {
    public static let name = "appointment.released.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: SlotID

    public init(patient: PatientID, appointment: AppointmentID, slot: SlotID) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
    }

    public var tags: [String] { [patient.tag, slot.tag] }
  }

  public struct Booked: AppointmentEvent {
    public static let name = "appointment.booked.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: Slot
    /// What it's about, in the patient's words.
    public let reason: String?

    public init(patient: PatientID, appointment: AppointmentID, slot: Slot, reason: String? = nil) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
      self.reason = reason
    }

    public var slots: [SlotID] { [slot.id] }
  }

  /// A visit was moved: the new time was taken and the old one freed in one step.
  public struct Changed: AppointmentEvent {
    public static let name = "appointment.changed.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let from: Slot
    public let to: Slot

    public init(patient: PatientID, appointment: AppointmentID, from: Slot, to: Slot) {
      self.patient = patient
      self.appointment = appointment
      self.from = from
      self.to = to
    }

    public var slots: [SlotID] { [from.id, to.id] }
  }

  public struct Cancelled: AppointmentEvent {
    public static let name = "appointment.cancelled.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: Slot
    public let reason: String?
    /// What it costs, in cents; `nil` for nothing.
    public let feeCents: Int?

    public init(
      patient: PatientID, appointment: AppointmentID, slot: Slot, reason: String?, feeCents: Int?
    ) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
      self.reason = reason
      self.feeCents = feeCents
    }

    public var slots: [SlotID] { [slot.id] }
  }

  /// The patient said that they come.
  public struct Confirmed: AppointmentEvent {
    public static let name = "appointment.confirmed.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: SlotID

    public init(patient: PatientID, appointment: AppointmentID, slot: SlotID) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
    }

    public var slots: [SlotID] { [slot] }
  }

  public struct CheckedIn: AppointmentEvent {
    public static let name = "appointment.checkedIn.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: SlotID

    public init(patient: PatientID, appointment: AppointmentID, slot: SlotID) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
    }

    public var slots: [SlotID] { [slot] }
  }

  public struct Completed: AppointmentEvent {
    public static let name = "appointment.completed.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: SlotID

    public init(patient: PatientID, appointment: AppointmentID, slot: SlotID) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
    }

    public var slots: [SlotID] { [slot] }
  }

  /// The patient didn't come.
  public struct NoShow: AppointmentEvent {
    public static let name = "appointment.noShow.v1"
    public let patient: PatientID
    public let appointment: AppointmentID
    public let slot: SlotID
    /// What it costs, in cents; `nil` for nothing.
    public let feeCents: Int?

    public init(patient: PatientID, appointment: AppointmentID, slot: SlotID, feeCents: Int?) {
      self.patient = patient
      self.appointment = appointment
      self.slot = slot
      self.feeCents = feeCents
    }

    public var slots: [SlotID] { [slot] }
  }
}

/// An event of one visit. It's found by the visit, by its time, by the provider's day, and by the
/// patient's day: who is booked is looked for among that day's visits, never in a whole history.
public protocol AppointmentEvent: PatientEvent {
  var appointment: AppointmentID { get }
  /// The times that it takes or frees.
  var slots: [SlotID] { get }
}

extension AppointmentEvent {
  public var tags: [String] {
    var tags = [patient.tag, appointment.tag] + slots.map(\.tag)
    for day in slots.compactMap(\.providerDay) {
      for tag in [day.visitsTag, patient.visitsTag(on: day.day)] where !tags.contains(tag) {
        tags.append(tag)
      }
    }
    return tags
  }
}

extension PatientID {
  /// The tag of the patient's visits on a day.
  func visitsTag(on day: LocalDate) -> String { "visits:\(value):\(day)" }
}
