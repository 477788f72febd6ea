public import Foundation

/// A patient's wait for a time.
public struct Wait: Codable, Hashable, Sendable, Identifiable {
  public let id: WaitID
  public let patient: PatientID
  public let line: WaitLine
  public let wishes: SlotQuery
  /// The visit that an earlier time would replace, if any.
  public let replacing: AppointmentID?
  public private(set) var stage = Stage.waiting
  /// What is offered now, or was last and is over without an answer.
  public private(set) var offer: Offer?
  /// The times that the patient declined or let go by, the last ones.
  public private(set) var passed: [SlotID] = []

  public enum Stage: String, Codable, Sendable, CaseIterable { case waiting, accepted, left }

  public struct Offer: Codable, Hashable, Sendable {
    public let slot: Slot
    public let until: Date
  }

  /// More than that many times aren't freed while somebody waits.
  private static let longestMemory = 50

  public init(_ event: Appointments.Joined) {
    id = event.wait
    patient = event.patient
    line = event.line
    wishes = event.wishes
    replacing = event.replacing
  }

  /// Whether the patient still waits; a wait ends by itself when it gets too old.
  public func isOpen(_ context: Context) -> Bool {
    stage == .waiting
      && line.joinedOn.adding(days: context.policy.appointments.waitDays) >= context.today
  }

  /// What the patient can answer now.
  public func offer(at now: Date) -> Offer? { offer.flatMap { now < $0.until ? $0 : nil } }

  /// Takes in a later event of this wait.
  public mutating func evolve(_ event: any WaitlistEvent) {
    switch event {
    case let event as Appointments.Offered:
      offer = Offer(slot: event.slot, until: event.until)
    case let event as Appointments.Declined: pass(event.slot)
    case let event as Appointments.Expired: pass(event.slot)
    case is Appointments.Accepted:
      stage = .accepted
      offer = nil
    case is Appointments.Left:
      stage = .left
      offer = nil
    default: break
    }
  }

  private mutating func pass(_ slot: SlotID) {
    offer = nil
    passed = (passed + [slot]).suffix(Self.longestMemory)
  }
}
