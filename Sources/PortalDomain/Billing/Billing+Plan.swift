extension Billing {
  /// A payment plan as it stands.
  public struct Plan: Codable, Hashable, Sendable, Identifiable {
    public let id: PlanID
    public let patient: PatientID
    public let statements: [StatementID]
    public private(set) var instalments: [Progress]
    public let offeredOn: LocalDate
    /// The last day to agree to it.
    public let until: LocalDate
    public private(set) var stage = Stage.offered
    public private(set) var ended: PlanEnd?

    public init(_ event: PlanOffered) {
      id = event.plan
      patient = event.patient
      statements = event.statements
      instalments = event.instalments.map { Progress(instalment: $0) }
      offeredOn = event.offeredOn
      until = event.until
    }

    public enum Stage: String, Codable, Sendable { case offered, agreed, ended }

    /// An instalment, and what became of it.
    public struct Progress: Codable, Hashable, Sendable {
      public let instalment: Instalment
      /// The payment that pays it, its outcome not known yet.
      public var pending: PaymentID?
      public var paidBy: PaymentID?
      public var isMissed = false
    }

    public var total: Money { instalments.map(\.instalment.amount).total() }
    public var isPaid: Bool { instalments.allSatisfy { $0.paidBy != nil } }

    /// The instalment that is to be paid next.
    public var next: Instalment? {
      instalments.first { $0.paidBy == nil && $0.pending == nil }?.instalment
    }

    /// Those that are neither paid nor being paid.
    var unpaid: [Int] {
      instalments.filter { $0.paidBy == nil && $0.pending == nil }.map(\.instalment.number)
    }

    /// Those that were not paid in time, and not noted yet.
    public func missed(_ context: Context) -> [Progress] {
      guard stage == .agreed else { return [] }
      return instalments.filter {
        $0.paidBy == nil && $0.pending == nil && !$0.isMissed
          && context.today
            > $0.instalment.dueOn.adding(days: context.policy.billing.instalmentGraceDays)
      }
    }

    /// Takes in a later event that says something of this plan.
    public mutating func evolve(_ event: any DomainEvent) {
      switch event {
      case is PlanAgreed: stage = .agreed
      case let event as PlanEnded:
        stage = .ended
        ended = event.because
      case let event as InstalmentMissed: change([event.number]) { $0.isMissed = true }
      case let event as InstalmentPaid:
        change([event.number]) {
          $0.pending = nil
          $0.paidBy = event.payment
        }
      case let event as PaymentRequested:
        change(event.charge.instalments ?? []) { $0.pending = event.charge.payment }
      case let event as PaymentDeclined:
        change(event.charge.instalments ?? []) { $0.pending = nil }
      case let event as PaymentReturned:
        change(event.charge.instalments ?? []) { $0.paidBy = nil }
      case let event as PaymentRefunded where event.amount == event.charge.amount:
        change(event.charge.instalments ?? []) { $0.paidBy = nil }
      default: break
      }
    }

    private mutating func change(_ numbers: [Int], _ body: (inout Progress) -> Void) {
      for index in instalments.indices where numbers.contains(instalments[index].instalment.number)
      {
        body(&instalments[index])
      }
    }
  }
}
