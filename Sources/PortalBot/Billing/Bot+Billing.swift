internal import Portal
internal import PortalDomain

/// What a patient owes, and how they pay it.
extension Bot {
  func startBilling(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard try agrees(turn, to: .billingByText) else {
      turn.replies.append(phrases.notAgreed(.billingByText))
      return
    }
    turn.told.insert(.billing)
    let balance = try facts.balance(of: patient)
    let today = facts.context.today
    let said = said(turn, understanding)
    if said.has(["guarantor"]), said.has(["what", "whats", "tell", "show"]),
      !said.text.contains(where: \.isNumber)
    {
      turn.replies.append(phrases.guarantors(try facts.guarantors(of: patient)))
      return
    }
    if isAboutGuarantor(said) {
      let flow = GuarantorFlow()
      let begun = try flow.taking(said, self, patient) ?? flow.step
      return try begun.flow.proceed(self, patient, &turn)
    }
    switch understanding.intent {
    case .billingPay:
      let flow = PaymentFlow()
      let begun = try flow.taking(said, self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .billingHistory where said.has(["receipt", "receipts", "proof"]):
      let paid = try facts.payments(of: patient, page: 1, size: 20).items.first {
        $0.stage == .taken
      }
      let receipt = try paid.flatMap { try facts.receipt($0.id) }
      turn.replies.append(receipt.map { phrases.receipt($0, today) } ?? phrases.noReceipt)
    case .billingHistory:
      let payments = try facts.payments(of: patient, page: 1, size: 5)
      turn.replies.append(phrases.history(payments.items, today))
    case .billingStatement:
      let details = try agrees(turn, to: .healthDetailsByText)
      turn.replies.append(phrases.statements(balance.open, details: details, today))
    case .billingMethods:
      try showMethods(said, patient, &turn)
    case .billingPlan: try showPlan(balance, said, patient, &turn)
    default: turn.replies.append(phrases.balance(balance, today))
    }
  }

  /// Whether a bill is to be seen by what stands on it, or by the birth date.
  func isAboutGuarantor(_ said: Said) -> Bool {
    said.has(["guarantor", "birthdate", "birthday"]) || said.says("birth date")
      || said.text.contains(unsafe Self.guarantorNumber)
  }

  /// Read once, as that takes longer than to look for it. Safe: it's never changed, and holds no code of
  /// ours.
  nonisolated(unsafe) private static let guarantorNumber = /\b[Gg]\d{5}\b/

  private func showMethods(_ said: Said, _ patient: PatientID, _ turn: inout Turn) throws {
    let removing: Set = [
      "remove", "delete", "take", "forget", "erase", "drop", "rid", "quitar", "borrar",
      "eliminar",
    ]
    let adding: Set = [
      "add", "new", "save", "store", "keep", "put", "register", "update", "replace", "agregar",
      "guardar", "nueva", "poner", "cambiar",
    ]
    guard said.has(removing.union(adding)) || said.text.contains("_") else {
      turn.replies.append(phrases.methods(try facts.methods(of: patient), facts.context.today))
      return
    }
    let flow = MethodFlow(deed: said.has(removing) ? .remove : .add)
    let begun = try flow.taking(said, self, patient) ?? flow.step
    try begun.flow.proceed(self, patient, &turn)
  }

  private func showPlan(
    _ balance: Portal.Balance, _ said: Said, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let today = facts.context.today
    switch balance.plan {
    case let plan? where plan.stage == .offered:
      try PlanFlow(plan: plan.id, statements: plan.statements).proceed(self, patient, &turn)
    case let plan?: turn.replies.append(phrases.plan(plan, today))
    case nil:
      guard !balance.total.isZero else {
        turn.replies.append(phrases.nothingOwed)
        return
      }
      try PlanRequestFlow(words: said.text).proceed(self, patient, &turn)
    }
  }
}

extension Billing.Method {
  /// As it's said in a text message: `Visa ending 4242`.
  var spoken: String { "\(kind == .bank ? "bank account" : brand) ending \(lastFour)" }
}
