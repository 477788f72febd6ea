extension Billing {
  static func offerPlan(
    _ ids: [StatementID], _ patient: PatientID, _ months: Int, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let policy = context.policy.billing
    guard ids.count <= policy.statementsPerPayment else {
      throw .tooManyStatements(most: policy.statementsPerPayment)
    }
    let total = try payable(ids, patient, state, context)
    guard total >= policy.smallestPlan else { throw .planTooSmall(smallest: policy.smallestPlan) }
    let most = min(policy.longestPlanMonths, total.cents / max(1, policy.smallestInstalment.cents))
    guard (2...max(2, most)).contains(months), months <= most else {
      throw .planTooLong(most: most)
    }
    let instalments = total.split(into: months).enumerated().map { index, amount in
      Instalment(number: index + 1, amount: amount, dueOn: context.today.adding(months: index + 1))
    }
    return [
      PlanOffered(
        patient: patient, plan: context.newIdentifier("L"), statements: ids.unique,
        instalments: instalments, offeredOn: context.today,
        until: context.today.adding(days: policy.planOfferDays))
    ]
  }

  static func agreePlan(
    _ id: PlanID, _ patient: PatientID, _ statements: [StatementID], _ state: State,
    _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let plan = try plan(id, patient, state)
    switch plan.stage {
    case .agreed: return []
    case .ended: throw .planOver
    case .offered: break
    }
    guard context.today <= plan.until, Set(statements) == Set(plan.statements),
      try payable(plan.statements, patient, state, context) == plan.total
    else { throw .planOutOfDate }
    return [
      PlanAgreed(patient: patient, plan: id, statements: plan.statements, on: context.today)
    ]
  }

  static func missInstalment(
    of id: PlanID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let plan = try plan(id, patient, state)
    guard plan.stage == .agreed else { throw plan.stage == .ended ? .planOver : .planNotAgreed }
    let missed = plan.missed(context)
    guard !missed.isEmpty else { throw .nothingMissed }
    var events: [any DomainEvent] = missed.map {
      InstalmentMissed(
        patient: patient, plan: id, number: $0.instalment.number, on: context.today)
    }
    let owing = plan.instalments.count { $0.isMissed && $0.paidBy == nil } + missed.count
    if owing >= context.policy.billing.missedInstalments {
      events.append(
        PlanEnded(
          patient: patient, plan: id, statements: plan.statements, because: .missed,
          on: context.today))
    }
    return events
  }

  static func endPlan(
    _ id: PlanID, _ patient: PatientID, _ end: PlanEnd, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let plan = try plan(id, patient, state)
    if plan.stage == .ended { return [] }
    return [
      PlanEnded(
        patient: patient, plan: id, statements: plan.statements, because: end, on: context.today)
    ]
  }

  static func plan(
    _ id: PlanID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Plan {
    guard let plan = state.plans[id], plan.patient == patient else { throw .unknownPlan }
    return plan
  }

  /// What is to be paid on bills that no plan pays and no payment is on its way for.
  private static func payable(
    _ ids: [StatementID], _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> Money {
    var total = Money.zero(context.policy.billing.currency)
    for id in ids.unique {
      let statement = try openStatement(id, patient, state)
      if let plan = statement.plan { throw .onPlan(plan) }
      guard statement.pending.isZero else { throw .underWay(amount: statement.pending) }
      total += statement.payable
    }
    return total
  }
}

extension Array where Element: Hashable {
  /// Each once, in the order in which they come first.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
