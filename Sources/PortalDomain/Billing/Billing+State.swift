extension Billing {
  /// What a decision looks at: only what its boundary reads.
  public struct State: Sendable {
    public var birthDate: LocalDate?
    public var guarantors: Set<GuarantorID> = []
    /// How many proofs failed, by day.
    public var failedProofs: [LocalDate: Int] = [:]
    public var statements: [StatementID: Statement] = [:]
    public var payments: [PaymentID: Payment] = [:]
    public var methods: [MethodID: Method] = [:]
    public var plans: [PlanID: Plan] = [:]
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Account.Enrolled: state.birthDate = event.birthDate
    case let event as GuarantorAssigned: state.guarantors.insert(event.guarantor)
    case let event as IdentityFailed: state.failedProofs[event.on, default: 0] += 1
    case let event as IdentityProven: state.failedProofs[event.on] = 0
    case let event as StatementIssued:
      state.statements[event.statement] = Statement(event)
    case let event as any StatementEvent: state.statements[event.statement]?.evolve(event)
    case let event as PaymentRequested:
      state.payments[event.charge.payment] = Payment(event)
      evolveParts(of: event, &state)
    case let event as any PaymentEvent:
      state.payments[event.charge.payment]?.evolve(event)
      evolveParts(of: event, &state)
    case let event as MethodAdded: state.methods[event.method] = Method(event)
    case let event as any MethodEvent: state.methods[event.method]?.evolve(event)
    case let event as PlanOffered: state.plans[event.plan] = Plan(event)
    case let event as any PlanEvent:
      state.plans[event.plan]?.evolve(event)
      for id in event.statements { state.statements[id]?.evolve(event) }
    default: break
    }
  }

  private static func evolveParts(of event: any PaymentEvent, _ state: inout State) {
    for part in event.charge.parts { state.statements[part.statement]?.evolve(event) }
    if let plan = event.charge.plan { state.plans[plan]?.evolve(event) }
  }
}
