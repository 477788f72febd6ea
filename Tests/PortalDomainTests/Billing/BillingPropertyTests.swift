import Foundation
import PortalDomain
import TestSupport
import Testing

/// Whatever happens, in whatever order: the books are right to the cent.
@Suite struct BillingPropertyTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `A balance is what was billed less payments, plus fees and refunds, and never below zero`(
    seed: UInt64
  ) throws {
    var books = try Books(seed: seed)
    for _ in 0..<150 {
      try books.step()
      try books.check()
    }
    #expect(books.accepted > 20, "the commands were mostly refused")
  }

  @Test func `The same commands again change nothing or are refused`() throws {
    for seed in 100..<120 as Range<UInt64> {
      var books = try Books(seed: seed)
      for _ in 0..<100 { try books.step() }
      for command in books.lastAccepted.values {
        let state = books.state
        let again = try? Billing.decide(command, state, books.context)
        // A part payment, a credit and an offer may be meant twice: they are no second issue of one.
        if case .adjust = command { continue }
        if case .offerPlan = command { continue }
        if case .prove = command { continue }
        if case .requestPayment = command { continue }
        if case .requestRefund = command { continue }
        #expect(again?.isEmpty ?? true, "\(command)")
      }
    }
  }
}

/// A patient's bills, things that happen to them at random, and books kept by hand beside them.
private struct Books {
  let patient = PatientID("p1")
  private(set) var state = Billing.initial
  private(set) var accepted = 0
  /// By kind, the last command that changed something.
  private(set) var lastAccepted: [String: Billing.Command] = [:]
  private var generator: SeededGenerator
  private var now: Date
  private var codes = 0
  private var balance = 0
  private var paid: [PaymentID: Int] = [:]
  private var taken: [(amount: Money, at: Date)] = []

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    now = try Date.ISO8601FormatStyle().parse("2026-03-02T16:00:00Z")
    let visa = Billing.MethodAdded(
      patient: patient, method: MethodID("M1"), kind: .card, brand: "Visa", lastFour: "4242",
      expires: Billing.CardExpiry(year: 2035, month: 12), token: "tok_visa")
    let bank = Billing.MethodAdded(
      patient: patient, method: MethodID("M2"), kind: .bank, brand: "bank", lastFour: "6789",
      expires: nil, token: "ba_ok")
    for event in [visa, bank] { Billing.evolve(&state, event) }
  }

  var context: Context {
    let code = "C\(codes)"
    return Context(
      now: now, timeZone: TimeZone(identifier: "America/Chicago") ?? .gmt, policy: Policy(),
      makeCode: { code })
  }

  mutating func step() throws {
    codes += 1
    now += .random(in: 0...200_000, using: &generator)
    let command = command()
    let events: [any DomainEvent]
    do {
      events = try Billing.decide(command, state, context)
    } catch {
      return
    }
    if !events.isEmpty {
      accepted += 1
      lastAccepted[String("\(command)".prefix { $0 != "(" })] = command
    }
    for event in events {
      try keep(event)
      Billing.evolve(&state, event)
    }
  }

  private mutating func command() -> Billing.Command {
    let statement =
      state.statements.keys.sorted { $0.value < $1.value }
      .randomElement(using: &generator) ?? StatementID("none")
    let payment =
      state.payments.keys.sorted { $0.value < $1.value }
      .randomElement(using: &generator) ?? PaymentID("none")
    let plan = state.plans.values.sorted { $0.id.value < $1.id.value }
      .randomElement(using: &generator)
    let cents = Money(cents: .random(in: -10...30_000, using: &generator))
    switch Int.random(in: 0..<16, using: &generator) {
    case 0...1:
      return .issue(
        Billing.StatementIssued(
          patient: patient, statement: StatementID("ST\(codes)"), guarantor: nil,
          issuedOn: context.today, dueOn: context.today.adding(days: 30),
          lines: [Billing.Line(code: "x", text: "x", amount: cents)]))
    case 2: return .void(patient, statement, reason: "x")
    case 3: return .addLateFee(patient, statement)
    case 4: return .adjust(patient, statement, credit: cents, reason: "x")
    case 5...7: return .requestPayment(order(cents, plan))
    case 8...9:
      let known = state.payments[payment]
      return .take(patient, payment, plan: known?.charge.plan, reference: "r")
    case 10: return .decline(patient, payment, .declined)
    case 11: return .recordReturn(patient, payment, .insufficientFunds)
    case 12: return .requestRefund(patient, payment, amount: cents, reason: "x")
    case 13:
      let refund = state.payments[payment]?.refunds.last?.id ?? RefundID("none")
      return Bool.random(using: &generator)
        ? .confirmRefund(patient, payment, refund, reference: "r")
        : .failRefund(patient, payment, refund, .declined)
    case 14:
      guard let plan, Bool.random(using: &generator) else {
        return .offerPlan(patient, [statement], months: .random(in: 1...6, using: &generator))
      }
      return .agreePlan(patient, plan.id, plan.statements)
    default:
      guard let plan else { return .missInstalment(patient, PlanID("none")) }
      return Int.random(in: 0..<4, using: &generator) == 0
        ? .endPlan(patient, plan.id, .cancelled) : .missInstalment(patient, plan.id)
    }
  }

  private mutating func order(_ cents: Money, _ plan: Billing.Plan?) -> Billing.Order {
    let open = state.statements.values.filter { $0.plan == nil && !$0.owed.isZero }
      .inOrderOfPayment().prefix(20)
    let whole = open.map(\.payable).total()
    let method = MethodID(Bool.random(using: &generator) ? "M1" : "M2")
    if let plan, plan.stage == .agreed {
      return Billing.Order(
        patient, plan.next?.amount ?? cents, .instalment(plan.id), statements: plan.statements,
        method: method, asOf: context.today)
    }
    return Billing.Order(
      patient, Bool.random(using: &generator) ? cents : whole, statements: open.map(\.id),
      method: method, asOf: context.today)
  }

  /// Keeps the books as a clerk would, from the amounts on the slips alone.
  private mutating func keep(_ event: any DomainEvent) throws {
    switch event {
    case let event as Billing.StatementIssued: balance += event.lines.map(\.amount).total().cents
    case let event as Billing.StatementVoided:
      balance -= state.statements[event.statement]?.owed.cents ?? 0
    case let event as Billing.LateFeeAdded: balance += event.amount.cents
    case let event as Billing.StatementAdjusted: balance -= event.credit.cents
    case let event as Billing.PaymentTaken:
      #expect(paid[event.charge.payment] == nil, "a payment was taken twice")
      paid[event.charge.payment] = event.charge.amount.cents
      balance -= event.charge.amount.cents
    case let event as Billing.PaymentReturned:
      paid[event.charge.payment, default: 0] -= event.charge.amount.cents
      balance += event.charge.amount.cents
    case let event as Billing.PaymentRefunded:
      paid[event.charge.payment, default: 0] -= event.amount.cents
      balance += event.amount.cents
    case let event as Billing.PaymentRequested:
      let recent = taken.contains {
        $0.amount == event.charge.amount && now.timeIntervalSince($0.at) < 600
      }
      #expect(!recent, "the same amount was asked for twice within minutes")
      taken.append((event.charge.amount, now))
      #expect(event.charge.parts.map(\.amount).total() == event.charge.amount)
    case let event as Billing.PaymentDeclined:
      taken.removeAll { $0.amount == event.charge.amount }
    default: break
    }
  }

  func check() throws {
    #expect(state.statements.values.map(\.owed).total().cents == balance)
    for statement in state.statements.values {
      #expect(statement.owed.cents >= 0 && statement.payable.cents >= 0)
      #expect(statement.pending.cents >= 0 && statement.paid.cents >= 0)
    }
    for payment in state.payments.values {
      #expect(payment.refundable.cents >= 0)
      #expect(paid[payment.id, default: 0] >= 0)
      let back = payment.refunds.filter { $0.stage == .refunded }.flatMap(\.parts)
      for part in payment.charge.parts {
        let given = back.filter { $0.statement == part.statement }.map(\.amount).total()
        #expect(given <= part.amount)
      }
    }
  }
}
