public import Foundation

/// The times of one provider on one day, and who has them: what the rules fold to decide, and the row
/// of the schedule.
///
/// What one patient does changes only that patient's own claims, so a patient can be taken out as if
/// they had never been there.
public struct ProviderDay: Codable, Hashable, Sendable {
  public let provider: ProviderID
  public let day: LocalDate
  /// The times that are published, in order.
  public private(set) var slots: [Slot] = []
  public private(set) var claims: [Claim] = []

  public struct Key: Hashable, Sendable {
    public let provider: ProviderID
    public let day: LocalDate

    public init(_ provider: ProviderID, _ day: LocalDate) {
      self.provider = provider
      self.day = day
    }

    /// The tag of what is published and withdrawn.
    var openingsTag: String { "openings:\(provider):\(day)" }
    /// The tag of the visits.
    var visitsTag: String { "day:\(provider):\(day)" }
  }

  /// What keeps a time from others.
  public struct Claim: Codable, Hashable, Sendable {
    public let slot: SlotID
    public let patient: PatientID
    public var kind: Kind

    public enum Kind: Codable, Hashable, Sendable {
      case hold(AppointmentID, until: Date)
      case offer(WaitID, until: Date)
      case visit(AppointmentID, stage: Visit.Stage, isConfirmed: Bool)
    }

    /// Whether it still stands at an instant.
    public func stands(at now: Date) -> Bool {
      switch kind {
      case .hold(_, let until), .offer(_, let until): now < until
      case .visit: true
      }
    }

    var appointment: AppointmentID? {
      switch kind {
      case .hold(let appointment, _), .visit(let appointment, _, _): appointment
      case .offer: nil
      }
    }

    var isVisit: Bool {
      if case .visit = kind { true } else { false }
    }

    func isHold(of patient: PatientID) -> Bool {
      if case .hold = kind { self.patient == patient } else { false }
    }
  }

  public init(_ key: Key) {
    provider = key.provider
    day = key.day
  }

  public var isEmpty: Bool { slots.isEmpty && claims.isEmpty }

  public subscript(id: SlotID) -> Slot? { slots.first { $0.id == id } }

  /// What keeps a time from a patient at an instant; `nil` where they may have it.
  public func claim(on slot: SlotID, against patient: PatientID?, at now: Date) -> Claim? {
    claims.first {
      $0.slot == slot && $0.stands(at: now) && ($0.isVisit || $0.patient != patient)
    }
  }

  /// The times that are booked, or were.
  public var bookedSlots: Set<SlotID> { Set(claims.filter(\.isVisit).map(\.slot)) }

  /// The times that are free at an instant for whoever comes.
  public func openSlots(at now: Date) -> [Slot] {
    slots.filter { $0.start > now && claim(on: $0.id, against: nil, at: now) == nil }
  }

  /// Takes out a patient who is erased.
  public mutating func forget(_ patient: PatientID) {
    claims.removeAll { $0.patient == patient }
  }
}

extension ProviderDay {
  /// The days that an event touches.
  public static func keys(of event: any DomainEvent) -> [Key] {
    switch event {
    case let event as Appointments.SlotsPublished: [Key(event.provider, event.day)]
    case let event as Appointments.SlotsWithdrawn: [Key(event.provider, event.day)]
    case let event as any AppointmentEvent: keys(of: event.slots)
    case let event as Appointments.Held: keys(of: [event.slot.id])
    case let event as Appointments.Released: keys(of: [event.slot])
    case let event as Appointments.Offered: keys(of: [event.slot.id])
    case let event as Appointments.Accepted: keys(of: [event.slot])
    case let event as Appointments.Declined: keys(of: [event.slot])
    case let event as Appointments.Expired: keys(of: [event.slot])
    case let event as Appointments.Left: keys(of: [event.slot].compactMap(\.self))
    default: []
    }
  }

  private static func keys(of slots: [SlotID]) -> [Key] {
    var keys: [Key] = []
    for key in slots.compactMap(\.providerDay) where !keys.contains(key) { keys.append(key) }
    return keys
  }

  /// Takes in an event that touches this day.
  public mutating func evolve(_ event: any DomainEvent) {
    switch event {
    case let event as Appointments.SlotsPublished:
      slots += event.slots.filter { self[$0.id] == nil }
      slots.sort { $0.start < $1.start }
    case let event as Appointments.SlotsWithdrawn:
      slots.removeAll { event.slots.contains($0.id) }
    case let event as Appointments.Held:
      claims.removeAll { $0.slot == event.slot.id && $0.isHold(of: event.patient) }
      add(event.slot.id, event.patient, .hold(event.appointment, until: event.until))
    case let event as Appointments.Released:
      claims.removeAll { $0.slot == event.slot && $0.isHold(of: event.patient) }
    case let event as Appointments.Booked: book(event.slot.id, event)
    case let event as Appointments.Changed:
      remove(event.appointment)
      if event.to.id.providerDay == Key(provider, day) { book(event.to.id, event) }
    case let event as Appointments.Cancelled: remove(event.appointment)
    case let event as Appointments.Confirmed: change(event) { stage, _ in (stage, true) }
    case let event as Appointments.CheckedIn: change(event) { (.checkedIn, $1) }
    case let event as Appointments.Completed: change(event) { (.completed, $1) }
    case let event as Appointments.NoShow: change(event) { (.noShow, $1) }
    case let event as Appointments.Offered:
      removeOffer(event.wait)
      add(event.slot.id, event.patient, .offer(event.wait, until: event.until))
    case is Appointments.Accepted, is Appointments.Declined, is Appointments.Expired,
      is Appointments.Left:
      if let event = event as? any WaitlistEvent { removeOffer(event.wait) }
    default: break
    }
  }

  private mutating func add(_ slot: SlotID, _ patient: PatientID, _ kind: Claim.Kind) {
    claims.append(Claim(slot: slot, patient: patient, kind: kind))
  }

  private mutating func book(_ slot: SlotID, _ event: any AppointmentEvent) {
    claims.removeAll { $0.slot == slot && $0.isHold(of: event.patient) }
    add(slot, event.patient, .visit(event.appointment, stage: .booked, isConfirmed: false))
  }

  private mutating func remove(_ appointment: AppointmentID) {
    claims.removeAll { $0.appointment == appointment }
  }

  private mutating func removeOffer(_ wait: WaitID) {
    claims.removeAll { if case .offer(wait, _) = $0.kind { true } else { false } }
  }

  private mutating func change(
    _ event: any AppointmentEvent, _ body: (Visit.Stage, Bool) -> (Visit.Stage, Bool)
  ) {
    for index in claims.indices {
      if case .visit(event.appointment, let stage, let isConfirmed) = claims[index].kind {
        let (stage, isConfirmed) = body(stage, isConfirmed)
        claims[index].kind = .visit(event.appointment, stage: stage, isConfirmed: isConfirmed)
      }
    }
  }
}
