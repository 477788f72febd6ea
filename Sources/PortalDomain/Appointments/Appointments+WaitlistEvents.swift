public import Foundation

extension Appointments {
  /// A patient waits for a time to be freed.
  public struct Joined: WaitlistEvent {
    public static let name = "waitlist.joined.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    public let wishes: SlotQuery
    /// The visit that an earlier time would replace, if any.
    public let replacing: AppointmentID?

    public init(
      patient: PatientID, wait: WaitID, line: WaitLine, wishes: SlotQuery,
      replacing: AppointmentID?
    ) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.wishes = wishes
      self.replacing = replacing
    }

    public var tags: [String] { [patient.tag, wait.tag, patient.waitsTag] }
  }

  /// A freed time is kept for a patient who waits, until they answer or the time to do so is over.
  public struct Offered: WaitlistEvent {
    public static let name = "waitlist.offered.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    public let slot: Slot
    public let until: Date

    public init(patient: PatientID, wait: WaitID, line: WaitLine, slot: Slot, until: Date) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.slot = slot
      self.until = until
    }

    public var tags: [String] { [patient.tag, wait.tag, slot.id.tag] }
  }

  /// The patient took the time; the booking or the change stands behind it.
  public struct Accepted: WaitlistEvent {
    public static let name = "waitlist.accepted.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    public let slot: SlotID

    public init(patient: PatientID, wait: WaitID, line: WaitLine, slot: SlotID) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.slot = slot
    }

    public var tags: [String] { [patient.tag, wait.tag, patient.waitsTag, slot.tag] }
  }

  /// The patient didn't want the time, and keeps waiting.
  public struct Declined: WaitlistEvent {
    public static let name = "waitlist.declined.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    public let slot: SlotID

    public init(patient: PatientID, wait: WaitID, line: WaitLine, slot: SlotID) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.slot = slot
    }

    public var tags: [String] { [patient.tag, wait.tag, slot.tag] }
  }

  /// The patient didn't answer in time, and keeps waiting.
  public struct Expired: WaitlistEvent {
    public static let name = "waitlist.expired.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    public let slot: SlotID

    public init(patient: PatientID, wait: WaitID, line: WaitLine, slot: SlotID) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.slot = slot
    }

    public var tags: [String] { [patient.tag, wait.tag, slot.tag] }
  }

  /// The patient waits no more.
  public struct Left: WaitlistEvent {
    public static let name = "waitlist.left.v1"
    public let patient: PatientID
    public let wait: WaitID
    public let line: WaitLine
    /// The time that they were being offered, if any.
    public let slot: SlotID?

    public init(patient: PatientID, wait: WaitID, line: WaitLine, slot: SlotID?) {
      self.patient = patient
      self.wait = wait
      self.line = line
      self.slot = slot
    }

    public var tags: [String] {
      [patient.tag, wait.tag, patient.waitsTag] + [slot?.tag].compactMap { $0 }
    }
  }
}

/// An event of one patient's wait.
public protocol WaitlistEvent: PatientEvent {
  var wait: WaitID { get }
  var line: WaitLine { get }
}

/// Where somebody stands in line: those of one specialty who joined on the same day, in the order in
/// which they did.
public struct WaitLine: Codable, Hashable, Sendable {
  public let specialty: String
  public let joinedOn: LocalDate

  public init(specialty: String, joinedOn: LocalDate) {
    self.specialty = specialty
    self.joinedOn = joinedOn
  }
}

extension PatientID {
  /// The tag of the beginnings and ends of the patient's waits.
  var waitsTag: String { "waits:\(value)" }
}
