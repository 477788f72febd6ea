extension Billing {
  /// The clinic lets a patient pay in instalments, if they agree in time.
  public struct PlanOffered: PlanEvent {
    public static let name = "plan.offered.v1"
    public let patient: PatientID
    public let plan: PlanID
    public let statements: [StatementID]
    public let instalments: [Instalment]
    public let offeredOn: LocalDate
    /// The last day to agree.
    public let until: LocalDate

    public init(
      patient: PatientID, plan: PlanID, statements: [StatementID], instalments: [Instalment],
      offeredOn: LocalDate, until: LocalDate
    ) {
      self.patient = patient
      self.plan = plan
      self.statements = statements
      self.instalments = instalments
      self.offeredOn = offeredOn
      self.until = until
    }
  }

  public struct PlanAgreed: PlanEvent {
    public static let name = "plan.agreed.v1"
    public let patient: PatientID
    public let plan: PlanID
    public let statements: [StatementID]
    public let on: LocalDate

    public init(patient: PatientID, plan: PlanID, statements: [StatementID], on: LocalDate) {
      self.patient = patient
      self.plan = plan
      self.statements = statements
      self.on = on
    }
  }

  public struct InstalmentPaid: PlanEvent {
    public static let name = "plan.instalmentPaid.v1"
    public let patient: PatientID
    public let plan: PlanID
    /// Counted from 1.
    public let number: Int
    public let payment: PaymentID

    public init(patient: PatientID, plan: PlanID, number: Int, payment: PaymentID) {
      self.patient = patient
      self.plan = plan
      self.number = number
      self.payment = payment
    }
  }

  /// An instalment wasn't paid in time.
  public struct InstalmentMissed: PlanEvent {
    public static let name = "plan.missed.v1"
    public let patient: PatientID
    public let plan: PlanID
    /// Counted from 1.
    public let number: Int
    public let on: LocalDate

    public init(patient: PatientID, plan: PlanID, number: Int, on: LocalDate) {
      self.patient = patient
      self.plan = plan
      self.number = number
      self.on = on
    }
  }

  public struct PlanEnded: PlanEvent {
    public static let name = "plan.ended.v1"
    public let patient: PatientID
    public let plan: PlanID
    public let statements: [StatementID]
    public let because: PlanEnd
    public let on: LocalDate

    public init(
      patient: PatientID, plan: PlanID, statements: [StatementID], because: PlanEnd, on: LocalDate
    ) {
      self.patient = patient
      self.plan = plan
      self.statements = statements
      self.because = because
      self.on = on
    }
  }
}

/// An event of one payment plan.
public protocol PlanEvent: PatientEvent {
  var plan: PlanID { get }
  /// The bills whose place in the plan it changes.
  var statements: [StatementID] { get }
}

extension PlanEvent {
  public var statements: [StatementID] { [] }
  public var tags: [String] { [patient.tag, plan.tag] + statements.map(\.tag) }
}

extension Billing {
  /// One of the payments of a plan.
  public struct Instalment: Codable, Hashable, Sendable {
    /// Counted from 1.
    public let number: Int
    public let amount: Money
    public let dueOn: LocalDate

    public init(number: Int, amount: Money, dueOn: LocalDate) {
      self.number = number
      self.amount = amount
      self.dueOn = dueOn
    }
  }

  /// Why a plan ended.
  public enum PlanEnd: String, Codable, Sendable {
    case completed, cancelled, declined
    /// Too many instalments were missed.
    case missed
  }
}
