internal import Portal
internal import PortalDomain

/// Paying what is owed, or a part of it.
public struct PaymentFlow: Flow {
  /// How much; `nil` until it's known.
  var amount: Money?
  /// Whether all that is owed is meant.
  var isWhole = false
  var method: MethodID?
  /// Whether the same amount is meant to be paid once more.
  var isMeantAgain = false

  var step: Step { .payment(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    let (phrases, facts) = (bot.phrases, bot.facts)
    guard try bot.agrees(turn, to: .billingByText) else {
      turn.replies.append(phrases.notAgreed(.billingByText))
      return
    }
    turn.told.insert(.billing)
    let balance = try facts.balance(of: patient)
    let payable = try payable(balance)
    guard !payable.isZero else {
      turn.replies.append(
        balance.total.isZero ? phrases.nothingOwed : phrases.underWay(balance.pending))
      return
    }
    if let plan = agreedPlan(balance), let next = plan.next {
      return try proceed(amount: min(next.amount, payable), owed: payable, bot, patient, &turn)
    }
    if isWhole { return try proceed(amount: payable, owed: payable, bot, patient, &turn) }
    guard let amount else { return askAmount(balance, payable, bot, &turn) }
    let smallest = min(facts.context.policy.billing.smallestPayment, payable)
    if amount > payable || amount < smallest {
      let failure: Billing.Failure =
        amount > payable ? .overpayment(owed: payable) : .tooSmall(smallest: smallest)
      turn.replies.append(phrases.words(of: failure))
      return askAmount(balance, payable, bot, &turn)
    }
    try proceed(amount: amount, owed: payable, bot, patient, &turn)
  }

  private func askAmount(
    _ balance: Portal.Balance, _ payable: Money, _ bot: Bot, _ turn: inout Turn
  ) {
    var flow = self
    flow.amount = nil
    var whole = flow
    whole.isWhole = true
    guard !balance.pastDue.isZero, balance.pastDue < payable else {
      return bot.ask(flow.step, bot.phrases.howMuch(payable), &turn)
    }
    var due = flow
    due.amount = balance.pastDue
    bot.choose(
      [
        Choice(bot.phrases.allOf(payable), whole.step),
        Choice(bot.phrases.pastDueOf(balance.pastDue), due.step),
      ], for: flow.step, bot.phrases.whichAmount, &turn)
  }

  private func proceed(
    amount: Money, owed: Money, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    var flow = self
    flow.amount = amount
    let all = try bot.facts.methods(of: patient)
    let usable = all.filter { !$0.isExpired(on: bot.facts.context.today) }
    if let method, let expired = all.first(where: { $0.id == method }),
      !usable.contains(where: { $0.id == method })
    {
      turn.replies.append(bot.phrases.expired(expired))
      flow.method = nil
    }
    guard !usable.isEmpty else {
      turn.replies.append(bot.phrases.noMethod(all))
      return
    }
    if flow.method == nil, usable.count == 1 { flow.method = usable[0].id }
    guard let method = usable.first(where: { $0.id == flow.method }) else {
      let options = usable.map { method in
        var choice = flow
        choice.method = method.id
        return Choice(bot.phrases.name(of: method), choice.step)
      }
      return bot.choose(options, for: flow.step, bot.phrases.payHow(amount), &turn)
    }
    bot.confirm(
      flow.step, bot.phrases.readBack(amount, method, owed: owed, again: isMeantAgain), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    let balance = try bot.facts.balance(of: patient)
    let payable = try payable(balance)
    if let amount = Self.amount(in: said, balance, payable) {
      (flow.amount, flow.isWhole) = (amount, amount == payable)
    }
    let methods = try bot.facts.methods(of: patient)
    let named = methods.filter { method in
      said.says(method.lastFour) || said.says(method.brand)
        || method.kind == .bank && said.has(["bank", "account", "checking", "savings"])
    }
    let others = methods.filter { $0.id != method }
    if named.count == 1 {
      flow.method = named[0].id
    } else if method != nil, said.has(["other", "different", "another"]), others.count == 1 {
      flow.method = others[0].id
    } else if method != nil, said.has(["other", "different", "another"]), !others.isEmpty {
      flow.method = nil
    } else if named.isEmpty, said.has(["card"]) {
      let cards = methods.filter { $0.kind == .card }
      if cards.count == 1, method == nil { flow.method = cards[0].id }
    }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    try taking(said, bot, patient)
  }

  /// "pay 50", "half", "all of it", "what's past due".
  private static func amount(
    in said: Said, _ balance: Portal.Balance, _ payable: Money
  ) -> Money? {
    if let money = said.first(.money), let cents = NumberWords.cents(money.value) {
      return Money(cents: cents, currency: payable.currency)
    }
    if said.has(["half"]) { return Money(cents: (payable.cents + 1) / 2) }
    if said.says("past due") || said.has(["overdue", "late"]), !balance.pastDue.isZero {
      return min(balance.pastDue, payable)
    }
    if said.has(["all", "everything", "full", "whole", "entire", "total", "rest"]) {
      return payable
    }
    let numbers = said.understanding.entities.filter { $0.kind == .number }
    // "the card ending 4242" is no amount, nor is the answer to a numbered question.
    guard numbers.count == 1, let cents = NumberWords.cents(numbers[0].value),
      !said.has(["ending", "ends", "number", "option"]), cents >= 100
    else { return nil }
    return Money(cents: cents, currency: payable.currency)
  }

  private func agreedPlan(_ balance: Portal.Balance) -> Billing.Plan? {
    balance.plan.flatMap { $0.stage == .agreed ? $0 : nil }
  }

  private func payable(_ balance: Portal.Balance) throws -> Money {
    let free = balance.open.filter { $0.plan == nil }.map(\.payable).total()
    return free.isZero ? balance.open.map(\.payable).total() : free
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let amount, let method else { return .refused(Billing.Failure.wrongAmount) }
    do {
      let balance = try portal.balance(of: patient)
      let isFree = balance.open.contains { $0.plan == nil && !$0.payable.isZero }
      let purpose: Billing.Order.Purpose =
        if !isFree, let plan = agreedPlan(balance) { .instalment(plan.id) } else { .balance }
      return .paid(
        try await portal.pay(
          try portal.order(
            for: patient, amount, purpose, method: method, isMeantAgain: isMeantAgain),
          as: origin))
    } catch let refusal as any Refusal {
      return .refused(refusal)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.told.insert(.billing)
    switch done {
    case .refused(let refusal):
      turn.replies.append(bot.phrases.words(of: refusal))
      guard case .duplicate = refusal as? Billing.Failure, !isMeantAgain else { return }
      var again = self
      again.isMeantAgain = true
      try again.proceed(bot, patient, &turn)
    case .paid(.taken(let payment)):
      let left = try bot.facts.balance(of: patient).total
      turn.replies.append(bot.phrases.paid(payment, left, bot.facts.context.today))
    case .paid(.pending(let payment)): turn.replies.append(bot.phrases.paymentPending(payment))
    case .paid(.declined(_, let reason)):
      turn.replies.append(bot.phrases.words(of: reason))
      let others = try bot.facts.methods(of: patient).filter {
        $0.id != method && !$0.isExpired(on: bot.facts.context.today)
      }
      guard let first = others.first, let amount else { return }
      var other = self
      other.method = first.id
      let owed = try payable(try bot.facts.balance(of: patient))
      bot.confirm(
        other.step, bot.phrases.readBack(amount, first, owed: owed, again: false), &turn)
    default: break
    }
  }
}
