/// What patients take, and how they get more of it.
public enum Prescriptions: Feature {
  public static let events: [any DomainEvent.Type] =
    ruleEvents + [PharmacyMessageSent.self, PharmacyMessageAnswered.self]

  /// The events that the rules of a prescription look at.
  static let ruleEvents: [any DomainEvent.Type] = [
    Prescribed.self, Stopped.self, Dispensed.self, RefillRequested.self, RefillApproved.self,
    RefillDenied.self, RefillCancelled.self, RefillDelayed.self, RefillShipped.self,
    RefillDelivered.self, RefillWindowSet.self, RenewalRequested.self, RenewalApproved.self,
    RenewalDenied.self, RenewalCancelled.self, AutoRefillTurnedOn.self, AutoRefillTurnedOff.self,
    PharmacyChosen.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case prescribe(Prescribed)
    case stop(PatientID, PrescriptionID, reason: String)
    case recordDispensing(PatientID, PrescriptionID, on: LocalDate)
    case requestRefill(PatientID, PrescriptionID)
    case requestRenewal(PatientID, PrescriptionID)
    /// Takes a request back that nobody has answered yet.
    case cancel(PatientID, PrescriptionID, RefillID)
    /// Approves a refill, or a renewal with its number of new refills.
    case approve(PatientID, PrescriptionID, RefillID, newRefills: Int?)
    case deny(PatientID, PrescriptionID, RefillID, reason: String)
    case delay(PatientID, PrescriptionID, RefillID, until: LocalDate, reason: String?)
    case ship(PatientID, PrescriptionID, RefillID)
    case deliver(PatientID, PrescriptionID, RefillID)
    case setAutoRefill(PatientID, PrescriptionID, on: Bool)
    case choosePharmacy(PatientID, PrescriptionID, pharmacy: String)
    case sendPharmacyMessage(PharmacyMessageSent)
    case answerPharmacyMessage(PatientID, PharmacyMessageID, text: String)

    public var patient: PatientID {
      switch self {
      case .prescribe(let event): event.patient
      case .sendPharmacyMessage(let event): event.patient
      case .stop(let patient, _, _), .recordDispensing(let patient, _, _),
        .requestRefill(let patient, _), .requestRenewal(let patient, _),
        .cancel(let patient, _, _), .approve(let patient, _, _, _), .deny(let patient, _, _, _),
        .delay(let patient, _, _, _, _), .ship(let patient, _, _), .deliver(let patient, _, _),
        .setAutoRefill(let patient, _, _), .choosePharmacy(let patient, _, _),
        .answerPharmacyMessage(let patient, _, _):
        patient
      }
    }

    /// The prescription that it's about, if any.
    public var prescription: PrescriptionID? {
      switch self {
      case .prescribe(let event): event.prescription
      case .sendPharmacyMessage(let event): event.prescription
      case .stop(_, let id, _), .recordDispensing(_, let id, _), .requestRefill(_, let id),
        .requestRenewal(_, let id), .cancel(_, let id, _), .approve(_, let id, _, _),
        .deny(_, let id, _, _), .delay(_, let id, _, _, _), .ship(_, let id, _),
        .deliver(_, let id, _), .setAutoRefill(_, let id, _), .choosePharmacy(_, let id, _):
        id
      case .answerPharmacyMessage: nil
      }
    }
  }

  /// The one prescription, or the one message: what else a patient has doesn't matter to a rule.
  public static func boundary(of command: Command) -> Boundary {
    var items: [Boundary.Item] = []
    if let id = command.prescription { items.append(.init(tags: [id.tag], types: ruleEvents)) }
    switch command {
    case .sendPharmacyMessage(let event):
      items.append(.init(tags: [event.message.tag], types: [PharmacyMessageSent.self]))
    case .answerPharmacyMessage(_, let message, _):
      items.append(.init(tags: [message.tag]))
    default: break
    }
    return Boundary(items)
  }

  public static func matter(of command: Command) -> Disclosures.Matter? { .medicines }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .prescribe, .stop: [.provider, .nurse]
    case .approve(_, _, let id, _), .deny(_, _, let id, _):
      id.isRenewal ? [.provider] : [.provider, .nurse, .pharmacist]
    case .recordDispensing, .delay, .ship, .deliver, .answerPharmacyMessage:
      [.nurse, .pharmacist]
    case .requestRefill, .requestRenewal, .cancel, .setAutoRefill, .choosePharmacy,
      .sendPharmacyMessage:
      [.frontDesk, .nurse, .pharmacist, .provider]
    }
  }
}

/// A medicine as it is prescribed.
public struct Medicine: Codable, Hashable, Sendable {
  /// The generic name: `lisinopril`.
  public let name: String
  /// `10 mg`; empty where the record doesn't say.
  public let strength: String
  /// What is counted: `tablets`.
  public let unit: String?
  /// The schedule of the Controlled Substances Act that it stands in, if any.
  public let schedule: Schedule?
  /// The RxNorm concept, where it's known.
  public let rxNorm: String?

  public init(
    name: String, strength: String, unit: String? = nil, schedule: Schedule? = nil,
    rxNorm: String? = nil
  ) {
    self.name = name
    self.strength = strength
    self.unit = unit
    self.schedule = schedule
    self.rxNorm = rxNorm
  }

  /// `lisinopril 10 mg`.
  public var label: String { strength.isEmpty ? name : "\(name) \(strength)" }

  /// The schedules of 21 U.S.C. 812 that can be prescribed.
  public enum Schedule: Int, Codable, Sendable {
    case two = 2, three, four, five
  }
}
