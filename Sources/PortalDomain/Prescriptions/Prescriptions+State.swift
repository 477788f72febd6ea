extension Prescriptions {
  /// What a patient has been prescribed, and what of it is under way.
  public struct State: Codable, Hashable, Sendable {
    public var prescriptions: [Prescription] = []
    /// The messages to the pharmacy that a decision is about.
    public var messages: [PharmacyMessage] = []
    /// The days on which each prescription was filled, in whatever order they were recorded.
    private(set) var fillings: [PrescriptionID: Set<LocalDate>] = [:]

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
    public let patient: PatientID
    public let medicine: Medicine
    public let directions: String?
    public let quantity: Int?
    public let daysSupply: Int?
    public let prescriber: String?
    public var pharmacy: String?
    public var writtenOn: LocalDate
    /// How many refills are left; `nil` where the record doesn't say.
    public var refillsLeft: Int?
    public var refillsUsed = 0
    public var lastFilledOn: LocalDate?
    /// Whether it was filled since it was written or renewed: every further filling is a refill.
    public var isFilled = false
    public var stoppedBecause: String?
    /// Whether refills are requested as soon as they are due.
    public var refillsAutomatically = false
    /// The last refills and renewals, the oldest first; earlier ones stand in the history.
    public var requests: [Request] = []

    /// How many requests are kept in mind.
    static let requestLimit = 12

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
    /// Why it comes later than promised, where the pharmacy said so.
    public var delayedBecause: String?

    init(_ id: RefillID, _ kind: Kind, expectedOn: LocalDate) {
      self.id = id
      self.kind = kind
      self.stage = .requested
      self.expectedOn = expectedOn
    }

    public enum Kind: String, Codable, Sendable { case refill, renewal }

    public enum Stage: String, Codable, Sendable {
      case requested, approved, denied, cancelled, shipped, delivered, renewed

      public var isOpen: Bool {
        switch self {
        case .requested, .approved, .shipped: true
        case .denied, .cancelled, .delivered, .renewed: false
        }
      }
    }

    /// Whether the day it could be counted on is over.
    public func isLate(_ today: LocalDate) -> Bool { stage.isOpen && expectedOn < today }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Prescribed: state.prescriptions.append(Prescription(event))
    case let event as any PrescriptionEvent:
      guard let index = state.prescriptions.firstIndex(where: { $0.id == event.prescription })
      else { return }
      state.prescriptions[index].evolve(event)
      state.noteFilling(event)
    case let event as PharmacyMessageSent: state.messages.append(PharmacyMessage(event))
    case let event as PharmacyMessageAnswered:
      guard let index = state.messages.firstIndex(where: { $0.id == event.message })
      else { return }
      state.messages[index].answer = event.text
    default: break
    }
  }
}

extension Prescriptions.State {
  fileprivate mutating func noteFilling(_ event: any PrescriptionEvent) {
    switch event {
    case let event as Prescriptions.Dispensed:
      fillings[event.prescription, default: []].insert(event.on)
    case let event as Prescriptions.RefillShipped:
      fillings[event.prescription, default: []].insert(event.on)
    default: break
    }
  }
}

extension Prescriptions.Prescription {
  public init(_ event: Prescriptions.Prescribed) {
    self.init(
      id: event.prescription, patient: event.patient, medicine: event.medicine,
      directions: event.directions, quantity: event.quantity, daysSupply: event.daysSupply,
      prescriber: event.prescriber, pharmacy: event.pharmacy, writtenOn: event.writtenOn,
      refillsLeft: event.refills)
  }

  /// Takes in a later event of this prescription.
  public mutating func evolve(_ event: any PrescriptionEvent) {
    switch event {
    case let event as Prescriptions.Stopped:
      stoppedBecause = event.reason
      refillsAutomatically = false
    case let event as Prescriptions.Dispensed:
      // What the pharmacy hands out besides uses a refill up too, but for the first filling.
      if isFilled { countRefill(1) }
      fill(on: event.on)
    case let event as Prescriptions.RefillRequested:
      countRefill(1)
      open(.init(event.refill, .refill, expectedOn: event.expectedOn))
    case let event as Prescriptions.RefillApproved:
      change(event.refill) {
        $0.stage = .approved
        $0.expectedOn = event.expectedOn
      }
    case let event as Prescriptions.RefillDenied: giveBack(event.refill, .denied)
    case let event as Prescriptions.RefillCancelled: giveBack(event.refill, .cancelled)
    case let event as Prescriptions.RefillDelayed:
      change(event.refill) {
        $0.expectedOn = event.expectedOn
        $0.delayedBecause = event.reason
      }
    case let event as Prescriptions.RefillShipped:
      fill(on: event.on)
      change(event.refill) { $0.stage = .shipped }
    case let event as Prescriptions.RefillDelivered:
      change(event.refill) { $0.stage = .delivered }
    case let event as Prescriptions.RenewalRequested:
      open(.init(event.renewal, .renewal, expectedOn: event.dueOn))
    case let event as Prescriptions.RenewalApproved:
      refillsLeft = event.refills
      refillsUsed = 0
      isFilled = false
      writtenOn = event.on
      change(event.renewal) { $0.stage = .renewed }
    case let event as Prescriptions.RenewalDenied: change(event.renewal) { $0.stage = .denied }
    case let event as Prescriptions.RenewalCancelled:
      change(event.renewal) { $0.stage = .cancelled }
    case is Prescriptions.AutoRefillTurnedOn: refillsAutomatically = true
    case is Prescriptions.AutoRefillTurnedOff: refillsAutomatically = false
    case let event as Prescriptions.PharmacyChosen: pharmacy = event.pharmacy
    default: break
    }
  }

  /// A filling recorded late doesn't put the clock back.
  private mutating func fill(on day: LocalDate) {
    isFilled = true
    lastFilledOn = lastFilledOn.map { max($0, day) } ?? day
  }

  private mutating func countRefill(_ change: Int) {
    refillsLeft = refillsLeft.map { max(0, $0 - change) }
    refillsUsed = max(0, refillsUsed + change)
  }

  private mutating func open(_ request: Prescriptions.Request) {
    requests.append(request)
    if requests.count > Self.requestLimit { requests.removeFirst() }
  }

  /// A refill that didn't come about is one that may be had later; once, however often it's said.
  private mutating func giveBack(_ id: RefillID, _ stage: Prescriptions.Request.Stage) {
    guard let request = requests.first(where: { $0.id == id }), request.stage.isOpen else { return }
    countRefill(-1)
    change(id) { $0.stage = stage }
  }

  private mutating func change(
    _ id: RefillID, _ body: (inout Prescriptions.Request) -> Void
  ) {
    guard let index = requests.firstIndex(where: { $0.id == id }) else { return }
    body(&requests[index])
  }
}
