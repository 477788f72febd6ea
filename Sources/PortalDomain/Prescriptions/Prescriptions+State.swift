extension Prescriptions {
  /// What a patient has been prescribed, and what of it is under way.
  public struct State: Codable, Hashable, Sendable {
    public var prescriptions: [Prescription] = []

    public init(_ prescriptions: [Prescription] = []) { self.prescriptions = prescriptions }

    public subscript(id: PrescriptionID) -> Prescription? {
      prescriptions.first { $0.id == id }
    }

    /// A refill or renewal, and the prescription that it belongs to.
    public func request(_ id: RefillID) -> (prescription: Prescription, request: Request)? {
      for prescription in prescriptions {
        if let request = prescription.requests.first(where: { $0.id == id }) {
          return (prescription, request)
        }
      }
      return nil
    }
  }

  public struct Prescription: Codable, Hashable, Sendable, Identifiable {
    public let id: PrescriptionID
    public let medicine: Medicine
    public let directions: String?
    public let quantity: Int?
    public let daysSupply: Int?
    public let prescriber: String?
    public let pharmacy: String?
    public var writtenOn: LocalDate
    /// How many refills are left; `nil` where the record doesn't say.
    public var refillsLeft: Int?
    public var refillsUsed = 0
    public var lastFilledOn: LocalDate?
    public var stoppedBecause: String?
    /// Refills and renewals, the oldest first.
    public var requests: [Request] = []

    public var isActive: Bool { stoppedBecause == nil }

    /// The refill or renewal that is under way.
    public var openRequest: Request? { requests.last { $0.stage.isOpen } }

    /// `30 tablets`.
    public var amount: String? {
      quantity.map { [String($0), medicine.unit].compactMap { $0 }.joined(separator: " ") }
    }

    /// The first day of a refill: when so much of the last filling is used up.
    public func refillableFrom(_ policy: Policy) -> LocalDate? {
      guard let lastFilledOn, let daysSupply else { return nil }
      // Rounded up: a day that has only begun isn't used up.
      let used = (daysSupply * policy.refillAtPercentUsed + 99) / 100
      return lastFilledOn.adding(days: used)
    }
  }

  /// One refill or renewal on its way.
  public struct Request: Codable, Hashable, Sendable {
    public let id: RefillID
    public let kind: Kind
    public var stage: Stage
    /// When the medicine, or for a renewal the doctor's answer, can be counted on.
    public var expectedOn: LocalDate

    init(_ id: RefillID, _ kind: Kind, expectedOn: LocalDate) {
      self.id = id
      self.kind = kind
      self.stage = .requested
      self.expectedOn = expectedOn
    }

    public enum Kind: String, Codable, Sendable { case refill, renewal }

    public enum Stage: String, Codable, Sendable {
      case requested, approved, denied, shipped, delivered, renewed

      public var isOpen: Bool {
        switch self {
        case .requested, .approved, .shipped: true
        case .denied, .delivered, .renewed: false
        }
      }
    }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    guard let event = event as? any PrescriptionEvent else { return }
    if let event = event as? Prescribed {
      state.prescriptions.append(Prescription(event))
    } else if let index = state.prescriptions.firstIndex(where: { $0.id == event.prescription }) {
      state.prescriptions[index].evolve(event)
    }
  }
}

extension Prescriptions.Prescription {
  public init(_ event: Prescriptions.Prescribed) {
    self.init(
      id: event.prescription, medicine: event.medicine, directions: event.directions,
      quantity: event.quantity, daysSupply: event.daysSupply, prescriber: event.prescriber,
      pharmacy: event.pharmacy, writtenOn: event.writtenOn, refillsLeft: event.refills)
  }

  /// Takes in a later event of this prescription.
  public mutating func evolve(_ event: any PrescriptionEvent) {
    switch event {
    case let event as Prescriptions.Stopped: stoppedBecause = event.reason
    case let event as Prescriptions.Dispensed: lastFilledOn = event.on
    case let event as Prescriptions.RefillRequested:
      countRefill(1)
      requests.append(.init(event.refill, .refill, expectedOn: event.expectedOn))
    case let event as Prescriptions.RefillApproved:
      change(event.refill) {
        $0.stage = .approved
        $0.expectedOn = event.expectedOn
      }
    case let event as Prescriptions.RefillDenied:
      countRefill(-1)
      change(event.refill) { $0.stage = .denied }
    case let event as Prescriptions.RefillShipped:
      lastFilledOn = event.on
      change(event.refill) { $0.stage = .shipped }
    case let event as Prescriptions.RefillDelivered:
      change(event.refill) { $0.stage = .delivered }
    case let event as Prescriptions.RenewalRequested:
      requests.append(.init(event.renewal, .renewal, expectedOn: event.dueOn))
    case let event as Prescriptions.RenewalApproved:
      refillsLeft = event.refills
      refillsUsed = 0
      writtenOn = event.on
      change(event.renewal) { $0.stage = .renewed }
    case let event as Prescriptions.RenewalDenied:
      change(event.renewal) { $0.stage = .denied }
    default: break
    }
  }

  private mutating func countRefill(_ change: Int) {
    refillsLeft = refillsLeft.map { $0 - change }
    refillsUsed += change
  }

  private mutating func change(
    _ id: RefillID, _ body: (inout Prescriptions.Request) -> Void
  ) {
    guard let index = requests.firstIndex(where: { $0.id == id }) else { return }
    body(&requests[index])
  }
}
