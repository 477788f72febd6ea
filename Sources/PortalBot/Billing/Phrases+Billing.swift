internal import Portal
internal import PortalDomain

extension Phrases {
  var nothingOwed: String { say(.nothingOwed) }

  func underWay(_ amount: Money) -> String { say(.paymentUnderWay, ["amount": "\(amount)"]) }

  func balance(_ balance: Portal.Balance, _ today: LocalDate) -> String {
    guard !balance.total.isZero else { return nothingOwed }
    var sentences = [say(.owes, ["amount": "\(balance.total)"])]
    if !balance.pastDue.isZero {
      sentences.append(say(.owesPastDue, ["amount": "\(balance.pastDue)"]))
    }
    if let next = balance.open.first(where: { $0.dueOn >= today }) {
      sentences.append(
        say(.owesNext, ["amount": "\(next.owed)", "day": day(next.dueOn, today)]))
    }
    if !balance.pending.isZero {
      sentences.append(say(.owesPending, ["amount": "\(balance.pending)"]))
    }
    if let risk = balance.avoidLateFees.first {
      sentences.append(
        say(.lateFeeBy, ["amount": "\(risk.amount)", "day": day(risk.by, today)]))
    }
    return (sentences + [say(.sayPay)]).joined(separator: " ")
  }

  func howMuch(_ owed: Money) -> String { say(.howMuch, ["amount": "\(owed)"]) }

  var whichAmount: String { say(.whichAmount) }
  func allOf(_ amount: Money) -> String { say(.allOf, ["amount": "\(amount)"]) }
  func pastDueOf(_ amount: Money) -> String { say(.pastDueOf, ["amount": "\(amount)"]) }

  func payHow(_ amount: Money) -> String { say(.payHow, ["amount": "\(amount)"]) }

  /// A way to pay: `Visa ending 4242`.
  func name(of method: Billing.Method) -> String {
    say(
      method.kind == .bank ? .methodBank : .methodCard,
      ["brand": method.brand, "digits": method.lastFour])
  }

  func expired(_ method: Billing.Method) -> String {
    say(.methodExpired, ["method": name(of: method)])
  }

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
    say(
      again ? .payQuestionAgain : .payQuestion,
      ["amount": "\(amount)", "owed": "\(owed)", "method": name(of: method)])
  }

  func paid(_ payment: Billing.Payment, _ left: Money, _ today: LocalDate) -> String {
    let amount = "\(payment.charge.amount)"
    var sentences = [say(.paid, ["amount": amount, "number": payment.id.value])]
    if let settles = payment.settlesOn {
      sentences.append(say(.settles, ["day": day(settles, today)]))
    }
    sentences.append(
      left.isZero ? say(.owesNothingNow) : say(.stillOwes, ["amount": "\(left)"]))
    return sentences.joined(separator: " ")
  }

  func paymentPending(_ payment: Billing.Payment) -> String {
    say(
      .paymentPending, ["amount": "\(payment.charge.amount)", "number": payment.id.value])
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
