extension Billing {
  /// Who answers for a patient's bills, by the number that stands on them.
  public struct GuarantorAssigned: PatientEvent {
    public static let name = "guarantor.assigned.v1"
    public let patient: PatientID
    public let guarantor: GuarantorID

    public init(patient: PatientID, guarantor: GuarantorID) {
      self.patient = patient
      self.guarantor = guarantor
    }

    public var tags: [String] { [patient.tag, guarantor.tag] }
  }

  /// Somebody showed that they may see a patient's bills.
  public struct IdentityProven: PatientEvent {
    public static let name = "billing.identityProven.v1"
    public let patient: PatientID
    public let by: Proof.Kind
    public let on: LocalDate

    public init(patient: PatientID, by: Proof.Kind, on: LocalDate) {
      self.patient = patient
      self.by = by
      self.on = on
    }

    public var tags: [String] { [patient.tag, Billing.proofTag(patient, on)] }
  }

  /// Somebody gave a guarantor number or a birth date that isn't right. What they gave isn't kept.
  public struct IdentityFailed: PatientEvent {
    public static let name = "billing.identityFailed.v1"
    public let patient: PatientID
    public let by: Proof.Kind
    public let on: LocalDate

    public init(patient: PatientID, by: Proof.Kind, on: LocalDate) {
      self.patient = patient
      self.by = by
      self.on = on
    }

    public var tags: [String] { [patient.tag, Billing.proofTag(patient, on)] }
  }

  /// The clinic billed a patient.
  public struct StatementIssued: StatementEvent {
    public static let name = "statement.issued.v1"
    public let patient: PatientID
    public let statement: StatementID
    /// Who answers for it, by the number that stands on it.
    public let guarantor: GuarantorID?
    public let issuedOn: LocalDate
    public let dueOn: LocalDate
    /// What is billed; at least one.
    public let lines: [Line]

    public init(
      patient: PatientID, statement: StatementID, guarantor: GuarantorID?, issuedOn: LocalDate,
      dueOn: LocalDate, lines: [Line]
    ) {
      self.patient = patient
      self.statement = statement
      self.guarantor = guarantor
      self.issuedOn = issuedOn
      self.dueOn = dueOn
      self.lines = lines
    }
  }

  /// A bill was a mistake, and nothing is owed on it.
  public struct StatementVoided: StatementEvent {
    public static let name = "statement.voided.v1"
    public let patient: PatientID
    public let statement: StatementID
    public let reason: String

    public init(patient: PatientID, statement: StatementID, reason: String) {
      self.patient = patient
      self.statement = statement
      self.reason = reason
    }
  }

  /// A bill wasn't paid in time.
  public struct LateFeeAdded: StatementEvent {
    public static let name = "statement.lateFeeAdded.v1"
    public let patient: PatientID
    public let statement: StatementID
    public let amount: Money
    public let on: LocalDate

    public init(patient: PatientID, statement: StatementID, amount: Money, on: LocalDate) {
      self.patient = patient
      self.statement = statement
      self.amount = amount
      self.on = on
    }
  }

  /// The clinic takes something off a bill: what an insurer pays, or a discount.
  public struct StatementAdjusted: StatementEvent {
    public static let name = "statement.adjusted.v1"
    public let patient: PatientID
    public let statement: StatementID
    public let credit: Money
    public let reason: String
    public let on: LocalDate

    public init(
      patient: PatientID, statement: StatementID, credit: Money, reason: String, on: LocalDate
    ) {
      self.patient = patient
      self.statement = statement
      self.credit = credit
      self.reason = reason
      self.on = on
    }
  }
}

/// An event of one bill.
public protocol StatementEvent: PatientEvent {
  var statement: StatementID { get }
}

extension StatementEvent {
  public var tags: [String] { [patient.tag, statement.tag] }
}

extension Billing {
  /// One thing that is billed.
  public struct Line: Codable, Hashable, Sendable {
    /// What was done, by its code: `99213`.
    public let code: String
    /// The same in plain words.
    public let text: String
    public let amount: Money

    public init(code: String, text: String, amount: Money) {
      self.code = code
      self.text = text
      self.amount = amount
    }
  }

  /// How somebody shows that they may see a bill: by the number that stands on it, or by the
  /// patient's birth date.
  public enum Proof: Hashable, Sendable {
    case guarantor(GuarantorID)
    case birthDate(LocalDate)

    public enum Kind: String, Codable, Sendable { case guarantor, birthDate }

    public var kind: Kind {
      switch self {
      case .guarantor: .guarantor
      case .birthDate: .birthDate
      }
    }
  }

  /// Finds the proofs of one day, so that counting wrong ones never reads further back.
  static func proofTag(_ patient: PatientID, _ day: LocalDate) -> String {
    "billproof:\(patient):\(day)"
  }
}
