internal import Portal
internal import PortalDomain

extension Phrases {
  var nothingOwed: String { "You owe nothing right now." }

  func underWay(_ amount: Money) -> String {
    "A payment of \(amount) is already on its way. There is nothing more to pay."
  }

  func balance(_ balance: Portal.Balance, _ today: LocalDate) -> String {
    guard !balance.total.isZero else { return nothingOwed }
    var words = "You owe \(balance.total)."
    if !balance.pastDue.isZero { words += " \(balance.pastDue) of it is past due." }
    if let next = balance.open.first(where: { $0.dueOn >= today }) {
      words += " \(next.owed) is due \(next.dueOn.spoken(today: today))."
    }
    if !balance.pending.isZero { words += " \(balance.pending) is being paid." }
    if let risk = balance.avoidLateFees.first {
      words +=
        " Pay \(risk.amount) by \(risk.by.spoken(today: today)) and there is no late fee."
    }
    return words + " Say PAY to pay."
  }

  func howMuch(_ owed: Money) -> String {
    "You owe \(owed). How much would you like to pay? Say ALL, HALF, or an amount."
  }

  var whichAmount: String { "How much would you like to pay? You can also say an amount." }

  func payHow(_ amount: Money) -> String { "How would you like to pay \(amount)?" }

  func expired(_ method: Billing.Method) -> String { "Your \(method.spoken) has expired." }

  func noMethod(_ methods: [Billing.Method]) -> String {
    let why =
      methods.isEmpty
      ? "You have no card or bank account on file."
      : "Your \(methods[0].spoken) has expired, and there is no other way to pay on file."
    return "\(why) Say ADD A CARD, or call \(clinic.phone). Never text a card number."
  }

  func readBack(
    _ amount: Money, _ method: Billing.Method, owed: Money, again: Bool
  ) -> String {
    "Pay \(amount) of the \(owed) you owe\(again ? " once more" : "") with your \(method.spoken)?"
  }

  func paid(_ payment: Billing.Payment, _ left: Money, _ today: LocalDate) -> String {
    let rest = left.isZero ? "You owe nothing now." : "You still owe \(left)."
    let settles =
      payment.settlesOn.map { " It leaves your bank by \($0.spoken(today: today))." } ?? ""
    return "Thank you. \(payment.charge.amount) is paid. Your number is \(payment.id).\(settles)"
      + " \(rest)"
  }

  func paymentPending(_ payment: Billing.Payment) -> String {
    "Your payment of \(payment.charge.amount) is on its way. Your number is \(payment.id). "
      + "You don't need to pay again."
  }

  func history(_ payments: [Billing.Payment], _ today: LocalDate) -> String {
    guard !payments.isEmpty else { return "I see no payments." }
    return "Your last payments:\n"
      + payments.map { payment in
        let state =
          switch payment.stage {
          case .requested: "on its way"
          case .declined: "declined"
          case .taken: payment.refunded.isZero ? "paid" : "\(payment.refunded) given back"
          case .returned: "returned by the bank"
          }
        let day = payment.charge.requestedOn.spoken(today: today)
        let method = payment.charge.label.replacing(" \u{2022}\u{2022}", with: " ending ")
        return "\(day): \(payment.charge.amount), \(method), \(state)"
      }.joined(separator: "\n")
  }

  /// - Parameter details: whether what was done may be named: it's about health.
  func statements(
    _ statements: [Billing.Statement], details: Bool, _ today: LocalDate
  ) -> String {
    guard !statements.isEmpty else { return nothingOwed }
    return statements.map { statement in
      let due = "\(statement.dueOn < today ? "was due" : "due")"
      let head =
        "Bill \(statement.id): \(statement.owed), \(due) \(statement.dueOn.spoken(today: today))"
      guard details else { return head }
      return head + statement.lines.map { "\n- \($0.text): \($0.amount)" }.joined()
    }.joined(separator: "\n")
  }

  func methods(_ methods: [Billing.Method], _ today: LocalDate) -> String {
    guard !methods.isEmpty else { return noMethod([]) }
    return "On file:\n"
      + methods.map { $0.spoken.sentence + ($0.isExpired(on: today) ? " (expired)" : "") }
      .joined(separator: "\n")
      + "\nSay ADD A CARD or REMOVE A CARD to change that. Never text a card number."
  }

  func receipt(_ receipt: Portal.Receipt, _ today: LocalDate) -> String {
    "Receipt: \(receipt.charge.amount) paid on \(receipt.takenOn.spoken(today: today)) with "
      + "\(receipt.charge.label.replacing(" \u{2022}\u{2022}", with: " ending ")). Payment "
      + "\(receipt.charge.payment), reference \(receipt.reference), entry \(receipt.position)."
  }
  var noReceipt: String { "I see no payment that a receipt could be for." }

  func readBack(_ plan: Billing.Plan, _ today: LocalDate) -> String {
    let count = plan.instalments.count
    guard let first = plan.instalments.first?.instalment else { return planAskedFor }
    return "Pay \(plan.total) in \(count) payments of about \(first.amount), the first on "
      + "\(first.dueOn.spoken(today: today))?"
  }

  var planAgreed: String {
    "Done. Your payment plan is set up. Say PAY to make the next payment."
  }

  func plan(_ plan: Billing.Plan, _ today: LocalDate) -> String {
    guard let next = plan.next else { return "Your payment plan is paid." }
    return "You are on a payment plan. Next is \(next.amount), due "
      + "\(next.dueOn.spoken(today: today)). Say PAY to pay it."
  }
}
