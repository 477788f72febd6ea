/// What patients take, and how they get more of it.
public enum Prescriptions: Feature {
  public static let events: [any DomainEvent.Type] = [
    Prescribed.self, Stopped.self, Dispensed.self, RefillRequested.self, RefillApproved.self,
    RefillDenied.self, RefillShipped.self, RefillDelivered.self, RenewalRequested.self,
    RenewalApproved.self, RenewalDenied.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case prescribe(Prescribed)
    case stop(PatientID, PrescriptionID, reason: String)
    case recordDispensing(PatientID, PrescriptionID, on: LocalDate)
    case requestRefill(PatientID, PrescriptionID)
    case requestRenewal(PatientID, PrescriptionID)
    /// Approves a refill, or a renewal with its number of new refills.
    case approve(PatientID, RefillID, newRefills: Int?)
    case deny(PatientID, RefillID, reason: String)
    case ship(PatientID, RefillID)
    case deliver(PatientID, RefillID)

    public var patient: PatientID {
      switch self {
      case .prescribe(let event): event.patient
      case .stop(let patient, _, _), .recordDispensing(let patient, _, _),
        .requestRefill(let patient, _), .requestRenewal(let patient, _),
        .approve(let patient, _, _), .deny(let patient, _, _), .ship(let patient, _),
        .deliver(let patient, _):
        patient
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    Boundary(tags: command.patient.tag)
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
