internal import Foundation

extension Billing {
  static func requestPayment(
    _ order: Order, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let policy = context.policy.billing
    // The days that were read for payments like this one are those around `asOf`.
    guard abs(context.today.dayNumber - order.asOf.dayNumber) <= 1 else { throw .outOfDate }
    guard order.statements.count <= policy.statementsPerPayment else {
      throw .tooManyStatements(most: policy.statementsPerPayment)
    }
    try check(order.amount, context)
    try checkRecent(order, state, context)

    var statements: [Statement] = []
    for id in Set(order.statements) { statements.append(try statement(id, order.patient, state)) }
    let bills = statements.filter { !$0.owed.isZero }.inOrderOfPayment()
    let payable = bills.map(\.payable).total(policy.currency)
    if payable.isZero {
      let pending = bills.map(\.pending).total(policy.currency)
      guard pending.isZero else { throw .underWay(amount: pending) }
      throw .nothingDue
    }
    let instalments = try checkPurpose(order, bills, payable, state, context)
    guard order.amount <= payable else { throw .overpayment(owed: payable) }

    let method = try method(order.method, order.patient, state)
    if method.isRemoved { throw .unknownMethod }
    if method.isExpired(on: context.today) { throw .methodExpired(label: method.label) }

    let payment: PaymentID = context.newIdentifier("P")
    return [
      PaymentRequested(
        patient: order.patient,
        charge: Charge(
          payment: payment, amount: order.amount, parts: allocate(order.amount, to: bills),
          method: method.id, kind: method.kind, label: method.label, plan: order.purpose.plan,
          instalments: instalments, requestedOn: context.today),
        key: "pay-\(payment)", at: context.now)
    ]
  }

  /// The same amount within minutes is a mistake until it's said not to be, and many payments on one
  /// day are a thief's.
  private static func checkRecent(
    _ order: Order, _ state: State, _ context: Context
  ) throws(Failure) {
    let policy = context.policy.billing
    let recent = state.payments.values.filter { $0.patient == order.patient }
    let earliest = context.now.addingTimeInterval(-60 * Double(policy.duplicateMinutes))
    let same = recent.filter {
      $0.charge.amount == order.amount && $0.stage != .declined && $0.requestedAt > earliest
        && $0.requestedAt <= context.now
    }.max { $0.requestedAt < $1.requestedAt }
    if let same, !order.isMeantAgain {
      throw .duplicate(amount: order.amount, payment: same.id)
    }
    guard recent.count(where: { $0.charge.requestedOn == context.today }) < policy.paymentsPerDay
    else { throw .tooManyToday }
  }

  /// - Returns: which instalments are paid, for a plan.
  private static func checkPurpose(
    _ order: Order, _ bills: [Statement], _ payable: Money, _ state: State, _ context: Context
  ) throws(Failure) -> [Int]? {
    guard let id = order.purpose.plan else {
      for bill in bills { if let plan = bill.plan { throw .onPlan(plan) } }
      let smallest = min(context.policy.billing.smallestPayment, payable)
      guard order.amount >= smallest else { throw .tooSmall(smallest: smallest) }
      return nil
    }
    let plan = try plan(id, order.patient, state)
    switch plan.stage {
    case .offered: throw .planNotAgreed
    case .ended: throw .planOver
    case .agreed: break
    }
    guard Set(order.statements) == Set(plan.statements) else { throw .planOutOfDate }
    if case .payOff = order.purpose {
      guard order.amount == payable else { throw .wrongInstalment(amount: payable) }
      return plan.unpaid
    }
    guard let next = plan.next else { throw .nothingDue }
    let amount = min(next.amount, payable)
    guard order.amount == amount else { throw .wrongInstalment(amount: amount) }
    return [next.number]
  }

  /// The bill that is due first is paid first.
  private static func allocate(_ amount: Money, to bills: [Statement]) -> [Part] {
    var left = amount
    var parts: [Part] = []
    for bill in bills where !left.isZero && !bill.payable.isZero {
      let share = min(left, bill.payable)
      parts.append(Part(statement: bill.id, dueOn: bill.dueOn, amount: share))
      left -= share
    }
    return parts
  }

  // MARK: The processor's answers

  static func take(
    _ id: PaymentID, _ patient: PatientID, _ reference: String, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try payment(id, patient, state)
    switch payment.stage {
    case .requested: break
    case .taken: return []
    case .declined, .returned: throw .wrongStage(payment.stage)
    }
    let charge = payment.charge
    var events: [any DomainEvent] = [
      PaymentTaken(
        patient: patient, charge: charge, reference: reference, on: context.today,
        settlesOn: charge.kind == .bank
          ? context.today.adding(businessDays: context.policy.billing.bankBusinessDays) : nil)
    ]
    guard let planID = charge.plan, var plan = state.plans[planID], plan.stage == .agreed else {
      return events
    }
    for number in charge.instalments ?? [] {
      let paid = InstalmentPaid(patient: patient, plan: planID, number: number, payment: id)
      plan.evolve(paid)
      events.append(paid)
    }
    if plan.isPaid {
      events.append(
        PlanEnded(
          patient: patient, plan: planID, statements: plan.statements, because: .completed,
          on: context.today))
    }
    return events
  }

  static func decline(
    _ id: PaymentID, _ patient: PatientID, _ reason: DeclineReason, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try payment(id, patient, state)
    switch payment.stage {
    case .requested:
      return [
        PaymentDeclined(
          patient: patient, charge: payment.charge, reason: reason, on: context.today)
      ]
    case .declined: return []
    case .taken, .returned: throw .wrongStage(payment.stage)
    }
  }

  static func recordReturn(
    _ id: PaymentID, _ patient: PatientID, _ reason: ReturnReason, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try payment(id, patient, state)
    if payment.stage == .returned { return [] }
    guard payment.charge.kind == .bank else { throw .notFromBank }
    // What was given back already can't be taken back too.
    guard payment.stage == .taken, payment.refundable == payment.charge.amount else {
      throw .wrongStage(payment.stage)
    }
    return [
      PaymentReturned(patient: patient, charge: payment.charge, reason: reason, on: context.today)
    ]
  }

  // MARK: Refunds

  static func requestRefund(
    of id: PaymentID, _ patient: PatientID, _ amount: Money, _ reason: String, _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try payment(id, patient, state)
    try check(amount, context)
    guard payment.stage == .taken else { throw .wrongStage(payment.stage) }
    // One at a time: who presses twice doesn't give twice.
    if let open = payment.refunds.first(where: { $0.stage == .requested }) {
      throw .underWay(amount: open.amount)
    }
    guard amount <= payment.refundable else {
      throw .refundTooLarge(refundable: payment.refundable)
    }
    let refund: RefundID = context.newIdentifier("F")
    return [
      RefundRequested(
        patient: patient, charge: payment.charge, refund: refund, amount: amount,
        parts: payment.parts(ofRefund: amount), key: "refund-\(refund)", reason: reason,
        on: context.today)
    ]
  }

  static func confirmRefund(
    _ id: RefundID, of payment: PaymentID, _ patient: PatientID, _ reference: String,
    _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try Self.payment(payment, patient, state)
    guard let refund = payment.refund(id) else { throw .unknownRefund }
    switch refund.stage {
    case .refunded: return []
    case .failed: throw .wrongStage(payment.stage)
    case .requested:
      return [
        PaymentRefunded(
          patient: patient, charge: payment.charge, refund: id, amount: refund.amount,
          parts: refund.parts, reference: reference, on: context.today)
      ]
    }
  }

  static func failRefund(
    _ id: RefundID, of payment: PaymentID, _ patient: PatientID, _ reason: DeclineReason,
    _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let payment = try Self.payment(payment, patient, state)
    guard let refund = payment.refund(id) else { throw .unknownRefund }
    switch refund.stage {
    case .failed: return []
    case .refunded: throw .wrongStage(payment.stage)
    case .requested:
      return [
        RefundFailed(
          patient: patient, charge: payment.charge, refund: id, amount: refund.amount,
          reason: reason, on: context.today)
      ]
    }
  }

  static func payment(
    _ id: PaymentID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Payment {
    guard let payment = state.payments[id], payment.patient == patient else {
      throw .unknownPayment
    }
    return payment
  }
}
