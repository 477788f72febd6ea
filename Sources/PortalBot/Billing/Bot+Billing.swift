internal import Portal
internal import PortalDomain

/// What a patient owes, and how they pay it.
extension Bot {
  func startBilling(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard try agrees(patient, to: .billingByText) else {
      turn.replies.append(phrases.notAgreed(.billingByText))
      return
    }
    turn.told.insert(.billing)
    let balance = try facts.balance(of: patient)
    let today = facts.context.today
    switch understanding.intent {
    case .billingPay:
      let flow = PaymentFlow()
      let begun = try flow.taking(said(turn, understanding), self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .billingHistory:
      let payments = try facts.payments(of: patient, page: 1, size: 5)
      turn.replies.append(phrases.history(payments.items, today))
    case .billingStatement:
      let details = try agrees(patient, to: .healthDetailsByText)
      turn.replies.append(phrases.statements(balance.open, details: details, today))
    case .billingMethods:
      turn.replies.append(phrases.methods(try facts.methods(of: patient), today))
    case .billingPlan: try showPlan(balance, patient, &turn)
    default: turn.replies.append(phrases.balance(balance, today))
    }
  }

  private func showPlan(
    _ balance: Portal.Balance, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let today = facts.context.today
    switch balance.plan {
    case let plan? where plan.stage == .offered:
      try PlanFlow(plan: plan.id, statements: plan.statements).proceed(self, patient, &turn)
    case let plan?: turn.replies.append(phrases.plan(plan, today))
    case nil:
      turn.replies.append(balance.total.isZero ? phrases.nothingOwed : phrases.noPlan)
    }
  }
}

extension Billing.Method {
  /// As it's said in a text message: `Visa ending 4242`.
  var spoken: String { "\(kind == .bank ? "bank account" : brand) ending \(lastFour)" }
}
