internal import Foundation

/// A visit, from its booking to its end.
public struct Visit: Codable, Hashable, Sendable, Identifiable {
  public let id: AppointmentID
  public let patient: PatientID
  public private(set) var slot: Slot
  /// What it's about, in the patient's words.
  public let reason: String?
  public private(set) var stage = Stage.booked
  /// Whether the patient said that they come.
  public private(set) var isConfirmed = false
  /// Why it was cancelled, where somebody said so.
  public private(set) var cancelledBecause: String?
  /// What a late cancellation or not coming costs, in cents.
  public private(set) var feeCents: Int?

  public enum Stage: String, Codable, Sendable, CaseIterable {
    case booked, checkedIn, completed, cancelled, noShow

    /// Whether it is still to come, or going on.
    public var isOpen: Bool {
      switch self {
      case .booked, .checkedIn: true
      case .completed, .cancelled, .noShow: false
      }
    }

    /// As people say it: `checked in`.
    public var spoken: String {
      switch self {
      case .booked: "booked"
      case .checkedIn: "checked in"
      case .completed: "over"
      case .cancelled: "cancelled"
      case .noShow: "missed"
      }
    }
  }

  /// - Returns: `nil` for an event that says too little: only a booking or a change begins a visit.
  public init?(_ event: any AppointmentEvent) {
    switch event {
    case let event as Appointments.Booked:
      slot = event.slot
      reason = event.reason
    case let event as Appointments.Changed:
      slot = event.to
      reason = nil
    default: return nil
    }
    id = event.appointment
    patient = event.patient
  }

  /// Takes in a later event of this visit.
  public mutating func evolve(_ event: any AppointmentEvent) {
    switch event {
    case let event as Appointments.Changed:
      slot = event.to
      isConfirmed = false
    case let event as Appointments.Cancelled:
      stage = .cancelled
      cancelledBecause = event.reason
      feeCents = event.feeCents
    case is Appointments.Confirmed: isConfirmed = true
    case is Appointments.CheckedIn: stage = .checkedIn
    case is Appointments.Completed: stage = .completed
    case let event as Appointments.NoShow:
      stage = .noShow
      feeCents = event.feeCents
    default: break
    }
  }
}
