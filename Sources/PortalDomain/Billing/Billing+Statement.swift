extension Billing {
  /// A bill as it stands.
  public struct Statement: Codable, Hashable, Sendable, Identifiable {
    public let id: StatementID
    public let patient: PatientID
    public let guarantor: GuarantorID?
    public let issuedOn: LocalDate
    public let dueOn: LocalDate
    public let lines: [Line]
    /// What its lines make together.
    public let charges: Money
    public private(set) var lateFees: Money
    /// What the clinic took off.
    public private(set) var credits: Money
    /// What was paid and not given back.
    public private(set) var paid: Money
    /// What is being paid, its outcome not known yet.
    public private(set) var pending: Money
    public private(set) var voidedBecause: String?
    /// The plan that it's paid by.
    public private(set) var plan: PlanID?

    public init(_ event: StatementIssued) {
      id = event.statement
      patient = event.patient
      guarantor = event.guarantor
      issuedOn = event.issuedOn
      dueOn = event.dueOn
      lines = event.lines
      charges = event.lines.map(\.amount).total()
      lateFees = .zero(charges.currency)
      credits = lateFees
      paid = lateFees
      pending = lateFees
    }

    /// What is owed on it.
    public var owed: Money {
      voidedBecause == nil ? charges + lateFees - credits - paid : .zero(charges.currency)
    }

    /// What may be paid: what is owed and not being paid already.
    public var payable: Money { voidedBecause == nil ? owed - pending : owed }

    public var standing: Standing {
      if voidedBecause != nil { return .void }
      return owed.isZero ? .paid : .open
    }

    public enum Standing: String, Codable, Sendable { case open, paid, void }

    /// The last day on which it can be paid without a late fee.
    public func payBy(_ policy: BillingPolicy) -> LocalDate {
      dueOn.adding(days: policy.lateFeeGraceDays)
    }

    /// Whether it gets its late fee today. Who has sent all that is owed is not late, though the
    /// processor hasn't answered.
    public func isLateFeeDue(_ context: Context) -> Bool {
      lateFees.isZero && plan == nil && !payable.isZero
        && context.today > payBy(context.policy.billing)
    }

    /// Takes in a later event that says something of this bill.
    public mutating func evolve(_ event: any DomainEvent) {
      switch event {
      case let event as StatementVoided: voidedBecause = event.reason
      case let event as LateFeeAdded: lateFees += event.amount
      case let event as StatementAdjusted: credits += event.credit
      case let event as PaymentRequested: pending += share(event.charge.parts)
      case let event as PaymentTaken:
        pending -= share(event.charge.parts)
        paid += share(event.charge.parts)
      case let event as PaymentDeclined: pending -= share(event.charge.parts)
      case let event as PaymentReturned: paid -= share(event.charge.parts)
      case let event as PaymentRefunded: paid -= share(event.parts)
      case let event as PlanAgreed: plan = event.plan
      case let event as PlanEnded where plan == event.plan: plan = nil
      default: break
      }
    }

    private func share(_ parts: [Part]) -> Money {
      parts.filter { $0.statement == id }.map(\.amount).total(charges.currency)
    }
  }
}

extension Sequence where Element == Billing.Statement {
  /// The bill that is due first comes first.
  public func inOrderOfPayment() -> [Billing.Statement] {
    sorted { ($0.dueOn, $0.issuedOn, $0.id.value) < ($1.dueOn, $1.issuedOn, $1.id.value) }
  }
}
