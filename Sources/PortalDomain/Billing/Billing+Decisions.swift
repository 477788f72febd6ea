extension Billing {
  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .assignGuarantor(let patient, let guarantor):
      state.guarantors.contains(guarantor)
        ? [] : [GuarantorAssigned(patient: patient, guarantor: guarantor)]
    case .prove(let patient, let proof, _): try prove(proof, patient, state, context)

    case .issue(let event): try issue(event, state, context)
    case .void(let patient, let id, let reason): try void(id, patient, reason, state)
    case .addLateFee(let patient, let id): try addLateFee(id, patient, state, context)
    case .adjust(let patient, let id, let credit, let reason):
      try adjust(id, patient, credit, reason, state, context)

    case .addMethod(let event): try addMethod(event, state, context)
    case .removeMethod(let patient, let id): try removeMethod(id, patient, state)
    case .expireMethod(let patient, let id): try expireMethod(id, patient, state, context)

    case .requestPayment(let order): try requestPayment(order, state, context)
    case .take(let patient, let id, _, let reference):
      try take(id, patient, reference, state, context)
    case .decline(let patient, let id, let reason):
      try decline(id, patient, reason, state, context)
    case .recordReturn(let patient, let id, let reason):
      try recordReturn(id, patient, reason, state, context)
    case .requestRefund(let patient, let id, let amount, let reason):
      try requestRefund(of: id, patient, amount, reason, state, context)
    case .confirmRefund(let patient, let id, let refund, let reference):
      try confirmRefund(refund, of: id, patient, reference, state, context)
    case .failRefund(let patient, let id, let refund, let reason):
      try failRefund(refund, of: id, patient, reason, state, context)

    case .offerPlan(let patient, let statements, let months):
      try offerPlan(statements, patient, months, state, context)
    case .agreePlan(let patient, let id, let statements):
      try agreePlan(id, patient, statements, state, context)
    case .missInstalment(let patient, let id): try missInstalment(of: id, patient, state, context)
    case .endPlan(let patient, let id, let end): try endPlan(id, patient, end, state, context)
    }
  }

  /// A wrong proof is counted, not refused: it has to be recorded. What is recorded tells which it was.
  private static func prove(
    _ proof: Proof, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let failed = state.failedProofs[context.today, default: 0]
    guard failed < context.policy.billing.proofsPerDay else { throw .proofsUsedUp }
    let isRight =
      switch proof {
      case .guarantor(let id): state.guarantors.contains(id)
      case .birthDate(let day): state.birthDate == day
      }
    return isRight
      ? [IdentityProven(patient: patient, by: proof.kind, on: context.today)]
      : [IdentityFailed(patient: patient, by: proof.kind, on: context.today)]
  }

  // MARK: Bills

  private static func issue(
    _ event: StatementIssued, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if state.statements[event.statement] != nil { return [] }
    let policy = context.policy.billing
    guard !event.lines.isEmpty else { throw .emptyStatement }
    guard event.dueOn >= event.issuedOn else { throw .wrongDueDate }
    var sum = Money.zero(policy.currency)
    for line in event.lines {
      guard line.amount.currency == policy.currency else { throw .wrongCurrency }
      guard line.amount.cents > 0, let next = sum.adding(line.amount), next <= policy.largestBill
      else { throw .wrongAmount }
      sum = next
    }
    return [event]
  }

  private static func void(
    _ id: StatementID, _ patient: PatientID, _ reason: String, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    let statement = try statement(id, patient, state)
    if statement.standing == .void { return [] }
    if let plan = statement.plan { throw .onPlan(plan) }
    guard statement.paid.isZero, statement.pending.isZero else { throw .statementHasPayments }
    return [StatementVoided(patient: patient, statement: id, reason: reason)]
  }

  private static func addLateFee(
    _ id: StatementID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let statement = try openStatement(id, patient, state)
    guard statement.lateFees.isZero else { return [] }
    if let plan = statement.plan { throw .onPlan(plan) }
    let last = statement.payBy(context.policy.billing)
    guard context.today > last else { throw .lateFeeTooEarly(from: last.adding(days: 1)) }
    // Who has sent all that is owed is not late, though the processor hasn't answered.
    guard !statement.payable.isZero else { throw .underWay(amount: statement.pending) }
    return [
      LateFeeAdded(
        patient: patient, statement: id, amount: context.policy.billing.lateFee,
        on: context.today)
    ]
  }

  private static func adjust(
    _ id: StatementID, _ patient: PatientID, _ credit: Money, _ reason: String, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let statement = try openStatement(id, patient, state)
    if let plan = statement.plan { throw .onPlan(plan) }
    try check(credit, context)
    guard credit <= statement.payable else { throw .creditTooLarge(owed: statement.payable) }
    return [
      StatementAdjusted(
        patient: patient, statement: id, credit: credit, reason: reason, on: context.today)
    ]
  }

  // MARK: What several decisions check

  static func statement(
    _ id: StatementID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Statement {
    guard let statement = state.statements[id], statement.patient == patient else {
      throw .unknownStatement
    }
    return statement
  }

  static func openStatement(
    _ id: StatementID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Statement {
    let statement = try statement(id, patient, state)
    switch statement.standing {
    case .void: throw .statementVoid
    case .paid: throw .statementPaid
    case .open: return statement
    }
  }

  /// An amount is of the clinic's currency, above zero, and not beyond the largest bill.
  static func check(_ amount: Money, _ context: Context) throws(Failure) {
    let policy = context.policy.billing
    guard amount.currency == policy.currency else { throw .wrongCurrency }
    guard amount.cents > 0, amount <= policy.largestBill else { throw .wrongAmount }
  }
}
