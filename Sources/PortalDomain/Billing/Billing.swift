/// What patients owe, and how they pay it.
public enum Billing: Feature {
  public static let events: [any DomainEvent.Type] = [
    GuarantorAssigned.self, IdentityProven.self, IdentityFailed.self, StatementIssued.self,
    StatementVoided.self, LateFeeAdded.self, StatementAdjusted.self, PaymentRequested.self,
    PaymentTaken.self, PaymentDeclined.self, PaymentReturned.self, RefundRequested.self,
    PaymentRefunded.self, RefundFailed.self, MethodAdded.self, MethodRemoved.self,
    MethodExpired.self, PlanOffered.self, PlanAgreed.self, InstalmentPaid.self,
    InstalmentMissed.self, PlanEnded.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case assignGuarantor(PatientID, GuarantorID)
    /// Somebody wants to see a patient's bills. `asOf` is the day when they do.
    case prove(PatientID, Proof, asOf: LocalDate)

    case issue(StatementIssued)
    case void(PatientID, StatementID, reason: String)
    case addLateFee(PatientID, StatementID)
    case adjust(PatientID, StatementID, credit: Money, reason: String)

    case addMethod(MethodAdded)
    case removeMethod(PatientID, MethodID)
    case expireMethod(PatientID, MethodID)

    case requestPayment(Order)
    /// The processor's answer to a payment; `plan` is the one that the payment names.
    case take(PatientID, PaymentID, plan: PlanID?, reference: String)
    case decline(PatientID, PaymentID, DeclineReason)
    case recordReturn(PatientID, PaymentID, ReturnReason)
    case requestRefund(PatientID, PaymentID, amount: Money, reason: String)
    /// The processor's answer to a refund.
    case confirmRefund(PatientID, PaymentID, RefundID, reference: String)
    case failRefund(PatientID, PaymentID, RefundID, DeclineReason)

    case offerPlan(PatientID, [StatementID], months: Int)
    /// The bills are those of the offer.
    case agreePlan(PatientID, PlanID, [StatementID])
    case missInstalment(PatientID, PlanID)
    case endPlan(PatientID, PlanID, PlanEnd)
  }

  /// What a patient wants to pay.
  public struct Order: Hashable, Sendable {
    public let patient: PatientID
    /// How much; the bills are paid in the order of their due dates.
    public let amount: Money
    public let purpose: Purpose
    /// The bills that it may pay; for a plan those of the plan.
    public let statements: [StatementID]
    public let method: MethodID
    /// The day when it's asked for, for looking for the same one twice.
    public let asOf: LocalDate
    /// Whether the patient was asked, and does want to pay the same amount again.
    public let isMeantAgain: Bool

    public init(
      _ patient: PatientID, _ amount: Money, _ purpose: Purpose = .balance,
      statements: [StatementID], method: MethodID, asOf: LocalDate, isMeantAgain: Bool = false
    ) {
      self.patient = patient
      self.amount = amount
      self.purpose = purpose
      self.statements = statements
      self.method = method
      self.asOf = asOf
      self.isMeantAgain = isMeantAgain
    }

    public enum Purpose: Hashable, Sendable {
      case balance
      /// The next instalment of a plan.
      case instalment(PlanID)
      /// All that is left of a plan.
      case payOff(PlanID)

      public var plan: PlanID? {
        switch self {
        case .balance: nil
        case .instalment(let plan), .payOff(let plan): plan
        }
      }
    }
  }

  /// As narrow as the rules allow: the bills, the one payment, method or plan, and for what counts by
  /// the day the events of three days, so that midnight is no way around.
  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .assignGuarantor(let patient, _):
      Boundary([.init(tags: [patient.tag], types: [GuarantorAssigned.self])])
    case .prove(let patient, _, let day):
      Boundary(
        [.init(tags: [patient.tag], types: [GuarantorAssigned.self, Account.Enrolled.self])]
          + around(day).map {
            .init(tags: [proofTag(patient, $0)], types: [IdentityProven.self, IdentityFailed.self])
          })
    case .issue(let event): Boundary(tags: event.statement.tag)
    case .void(_, let statement, _), .addLateFee(_, let statement), .adjust(_, let statement, _, _):
      Boundary(tags: statement.tag)
    case .addMethod(let event):
      Boundary([
        .init(
          tags: [methodsTag(event.patient)],
          types: [MethodAdded.self, MethodRemoved.self, MethodExpired.self])
      ])
    case .removeMethod(_, let method), .expireMethod(_, let method): Boundary(tags: method.tag)
    case .requestPayment(let order):
      Boundary(
        (order.statements.map(\.tag)
          + [order.method.tag, order.purpose.plan?.tag]
          .compactMap { $0 }).map { .init(tags: [$0]) }
          + around(order.asOf).map {
            .init(
              tags: [dayTag(order.patient, $0)],
              types: [PaymentRequested.self, PaymentDeclined.self])
          })
    case .take(_, let payment, let plan, _):
      Boundary([payment.tag, plan?.tag].compactMap { $0 }.map { .init(tags: [$0]) })
    case .decline(_, let payment, _), .recordReturn(_, let payment, _),
      .requestRefund(_, let payment, _, _), .confirmRefund(_, let payment, _, _),
      .failRefund(_, let payment, _, _):
      Boundary(tags: payment.tag)
    case .offerPlan(_, let statements, _): Boundary(statements.map { .init(tags: [$0.tag]) })
    case .agreePlan(_, let plan, let statements):
      Boundary(([plan.tag] + statements.map(\.tag)).map { .init(tags: [$0]) })
    case .missInstalment(_, let plan), .endPlan(_, let plan, _): Boundary(tags: plan.tag)
    }
  }

  private static func around(_ day: LocalDate) -> [LocalDate] {
    [-1, 0, 1].map { day.adding(days: $0) }
  }

  public static func matter(of command: Command) -> Disclosures.Matter? { .billing }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .prove, .addMethod, .removeMethod, .requestPayment, .agreePlan:
      [.administrator, .biller, .frontDesk]
    default: [.administrator, .biller]
    }
  }
}
