import EventStore
import Foundation
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import Portal

@Suite struct BillingPortalTests {
  let maria = PatientID("maria")
  let visa = MethodID("M-maria-visa")
  let bank = MethodID("M-maria-bank")
  let patient = Origin(actor: .patient(PatientID("maria")), channel: .chat)
  let system = Origin(actor: .system, channel: .system)

  @Test func `Maria owes $240.00 in two bills, one of them five days past due`() async throws {
    let portal = try await DemonstrationStore().portal
    let today = portal.context.today
    let balance = try portal.balance(of: maria)
    #expect(balance.total == Money(cents: 240_00))
    #expect(balance.pastDue == Money(cents: 60_00))
    #expect(balance.pending == .zero())
    #expect(balance.open.map(\.owed.cents) == [60_00, 180_00])
    #expect(balance.open.map(\.dueOn) == [today.adding(days: -5), today.adding(days: 10)])
    #expect(balance.avoidLateFees.map(\.amount.cents) == [60_00, 180_00])
    #expect(balance.avoidLateFees.map(\.by) == [today.adding(days: 5), today.adding(days: 20)])
    #expect(try portal.methods(of: maria).map(\.label) == ["Visa ••4242", "bank ••6789"])
    let payments = try portal.payments(of: maria)
    #expect(payments.items.map(\.charge.amount.cents) == [50_00, 70_00, 45_00])
    #expect(payments.total == 3 && payments.pages == 1)
    #expect(try portal.statements(of: maria).items.map(\.standing) == [.open, .open, .paid, .paid])
  }

  @Test func `James owes $1,850.00, and his card has expired`() async throws {
    let portal = try await DemonstrationStore().portal
    let james = PatientID("james")
    #expect(try portal.balance(of: james).total == Money(cents: 1_850_00))
    let card = try #require(try portal.methods(of: james).first)
    #expect(card.isExpired(on: portal.context.today) && card.isMarkedExpired)
    let order = try portal.order(for: james, method: card.id)
    await #expect(throws: Billing.Failure.methodExpired(label: "Mastercard ••4444")) {
      try await portal.pay(order, as: system)
    }
    #expect(
      try portal.profile(of: james)?.consents.contains(.billingByText) == false)
  }

  @Test func `The whole balance is paid, and there is a receipt`() async throws {
    let portal = try await DemonstrationStore().portal
    let order = try portal.order(for: maria, method: visa)
    #expect(order.amount == Money(cents: 240_00))
    guard case .taken(let payment) = try await portal.pay(order, as: patient) else {
      Issue.record("the payment wasn't taken")
      return
    }
    #expect(try portal.balance(of: maria).total == .zero())
    #expect(try portal.openStatements(of: maria).isEmpty)
    let receipt = try #require(try portal.receipt(payment.id))
    #expect(receipt.patient == maria && receipt.charge.amount == Money(cents: 240_00))
    #expect(receipt.charge.parts.map(\.amount.cents) == [60_00, 180_00])
    #expect(receipt.reference == "sb_pay-\(payment.id)" && receipt.position > 0)
    #expect(try portal.payments(of: maria).items.first?.id == payment.id)
    #expect(throws: Billing.Failure.nothingDue) { try portal.order(for: maria, method: visa) }
    #expect(try portal.receipt(PaymentID("none")) == nil)
  }

  @Test func `One bill is paid in part, the rest stays owed`() async throws {
    let portal = try await DemonstrationStore().portal
    let order = try portal.order(
      for: maria, Money(cents: 30_00), statement: StatementID("ST1004"), method: bank)
    _ = try await portal.pay(order, as: patient)
    let balance = try portal.balance(of: maria)
    #expect(balance.total == Money(cents: 210_00))
    #expect(balance.open.map(\.owed.cents) == [60_00, 150_00])
    #expect(throws: Billing.Failure.unknownStatement) {
      try portal.order(for: PatientID("james"), statement: StatementID("ST1004"), method: bank)
    }
  }

  @Test func `Of 32 that pay the same bill one does, and the others are told so`() async throws {
    let processor = SandboxProcessor()
    let store = try await DemonstrationStore()
    let portal = try store.portal(payments: processor)
    let order = try portal.order(for: maria, method: visa)
    let outcomes = await withTaskGroup(of: String.self) { group in
      for _ in 0..<32 {
        group.addTask {
          do {
            guard case .taken = try await portal.pay(order, as: patient) else { return "other" }
            return "taken"
          } catch let failure as Billing.Failure {
            return failure.code
          } catch {
            return "\(error)"
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == "taken" } == 1)
    #expect(outcomes.count { $0 == "payment.duplicate" } == 31)
    #expect(processor.sent.values.sorted() == [1])
    #expect(try portal.balance(of: maria).total == .zero())
    #expect(try portal.payments(of: maria).total == 4)
  }

  @Test func `Of 32 that pay different parts of one bill no more than it is taken`() async throws {
    let portal = try await DemonstrationStore().portal
    let taken = await withTaskGroup(of: Int.self) { group in
      for number in 0..<32 {
        group.addTask {
          let amount = Money(cents: 40_00 + number)
          guard
            let order = try? portal.order(
              for: maria, amount, statement: StatementID("ST1003"), method: visa),
            case .taken(let payment)? = try? await portal.pay(order, as: patient)
          else { return 0 }
          return payment.charge.amount.cents
        }
      }
      return await group.reduce(0, +)
    }
    #expect(taken > 0 && taken <= 60_00)
    #expect(try portal.balance(of: maria).total.cents == 240_00 - taken)
  }

  @Test func `A card that is declined takes nothing, and the clinic sees it`() async throws {
    let portal = try await DemonstrationStore().portal
    let card = try await portal.addMethod(token: "tok_insufficient", of: maria, as: patient)
    let order = try portal.order(for: maria, Money(cents: 60_00), method: card.id)
    guard case .declined(let payment, .insufficientFunds) = try await portal.pay(order, as: patient)
    else {
      Issue.record("the card wasn't declined")
      return
    }
    #expect(try portal.balance(of: maria).total == Money(cents: 240_00))
    let failed = try #require(try portal.failedPayments().first)
    #expect(failed.patient == maria && failed.failed?.payment == payment.id)
    #expect(try portal.receipt(payment.id) == nil)
    // Paid with another card, it's off the list.
    let again = try portal.order(for: maria, Money(cents: 60_00), method: visa)
    _ = try await portal.pay(again, as: patient)
    #expect(try portal.failedPayments().isEmpty)
  }

  @Test(arguments: [
    ("tok_declined", Billing.DeclineReason.declined), ("tok_needsAction", .needsAction),
    ("ba_insufficient", .insufficientFunds),
  ])
  func `The sandbox's tokens answer as they're documented`(
    token: String, reason: Billing.DeclineReason
  ) async throws {
    let sandbox = SandboxProcessor()
    #expect(
      await sandbox.charge(token, Money(cents: 1), key: "k") == .declined(reason))
    #expect(
      await sandbox.charge("tok_visa:x", Money(cents: 1), key: "k") == .done(reference: "sb_k"))
    #expect(
      await sandbox.charge("nonsense", Money(cents: 1), key: "k") == .declined(.invalidMethod))
    #expect(await sandbox.authorize("nonsense", key: "k") == .declined(.invalidMethod))
    #expect(await sandbox.refund("ref_fails", Money(cents: 1), key: "k") == .declined(.declined))
  }

  @Test func `A card is kept by its token, once, and never by its number`() async throws {
    let portal = try await DemonstrationStore().portal
    let card = try await portal.addMethod(token: "tok_amex", of: maria, as: patient)
    #expect(card.label == "American Express ••0005")
    #expect(try await portal.addMethod(token: "tok_amex", of: maria, as: patient) == card)
    #expect(try portal.methods(of: maria).count == 3)
    await #expect(throws: Billing.Failure.notAToken) {
      try await portal.addMethod(token: "4242 4242 4242 4242", of: maria, as: patient)
    }
    await #expect(throws: PaymentDeclined.self) {
      try await portal.addMethod(token: "tok_nonsense", of: maria, as: patient)
    }
    await #expect(throws: Billing.Failure.methodExpired(label: "Visa ••0069")) {
      try await portal.addMethod(token: "tok_expired", of: maria, as: patient)
    }
    try await portal.perform(Billing.self, .removeMethod(maria, card.id), as: patient)
    #expect(try portal.methods(of: maria).count == 2)
  }

  @Test func `A payment whose answer was lost is asked for again with the same key`() async throws {
    let store = try await DemonstrationStore()
    let processor = FlakyProcessor()
    let portal = try store.portal(payments: processor)
    let order = try portal.order(for: maria, method: visa)
    guard case .pending(let payment) = try await portal.pay(order, as: patient) else {
      Issue.record("the processor answered")
      return
    }
    // It's on its way: nobody pays it a second time, and it isn't taken off the balance yet.
    #expect(try portal.balance(of: maria).pending == Money(cents: 240_00))
    #expect(try portal.balance(of: maria).total == Money(cents: 240_00))
    await #expect(throws: Billing.Failure.self) { try await portal.pay(order, as: patient) }
    #expect(try await portal.resumePayments(as: system) == 0)
    await portal.close()
    processor.recover()
    let again = try store.portal(payments: processor)
    #expect(try await again.resumePayments(as: system) == 1)
    #expect(try await again.resumePayments(as: system) == 0)
    #expect(try again.balance(of: maria).total == .zero())
    #expect(try again.payment(payment.id, of: maria)?.stage == .taken)
    // The first request reached the processor: with another key it would have been paid twice.
    #expect(processor.moved == ["pay-\(payment.id)": 240_00])
  }

  @Test func `A refund whose answer was lost is asked for again with the same key`() async throws {
    let store = try await DemonstrationStore()
    let processor = FlakyProcessor()
    processor.recover()
    let portal = try store.portal(payments: processor)
    let order = try portal.order(for: maria, method: visa)
    let payment = try await portal.pay(order, as: patient).payment
    processor.fail()
    let waiting = try await portal.refund(
      payment.id, of: maria, Money(cents: 100_00), reason: "billed twice", as: system)
    #expect(waiting.refunds.map(\.stage) == [.requested])
    #expect(waiting.refundable == Money(cents: 140_00))
    processor.recover()
    #expect(try await portal.resumePayments(as: system) == 1)
    let done = try #require(try portal.payment(payment.id, of: maria))
    #expect(done.refunded == Money(cents: 100_00))
    #expect(try portal.balance(of: maria).total == Money(cents: 100_00))
    // The bill that was due last is open again, though it was paid.
    #expect(try portal.openStatements(of: maria).map(\.id.value) == ["ST1004"])
    #expect(processor.moved.values.sorted() == [-100_00, 240_00])
  }

  @Test func `A bank takes a payment back, and the bill is owed and shown again`() async throws {
    let portal = try await DemonstrationStore().portal
    let payment = try await portal.pay(
      try portal.order(for: maria, method: bank), as: patient
    ).payment
    #expect(payment.settlesOn != nil)
    try await portal.perform(
      Billing.self, .recordReturn(maria, payment.id, .insufficientFunds), as: system)
    let balance = try portal.balance(of: maria)
    #expect(balance.total == Money(cents: 240_00))
    #expect(balance.open.map(\.id.value) == ["ST1003", "ST1004"])
    #expect(try portal.failedPayments().map(\.failed?.reason) == ["R01", "R01"])
    #expect(try portal.overdueStatements().map(\.statement.id.value) == ["ST1003"])
  }

  @Test func `A plan is offered, agreed to and paid to its end`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let open = try portal.openStatements(of: maria).map(\.id)
    try await portal.perform(Billing.self, .offerPlan(maria, open, months: 4), as: system)
    let offer = try #require(try portal.plan(of: maria))
    #expect(offer.stage == .offered && offer.instalments.count == 4)
    try await portal.perform(Billing.self, .agreePlan(maria, offer.id, open), as: patient)
    #expect(try portal.plan(of: maria)?.stage == .agreed)
    #expect(try portal.balance(of: maria).pastDue == .zero())
    #expect(try portal.overdueStatements().allSatisfy { $0.patient != maria })
    await #expect(throws: Billing.Failure.nothingDue) {
      try await portal.pay(try portal.order(for: maria, method: visa), as: patient)
    }
    for _ in 1...2 {
      let order = try portal.order(
        for: maria, nil, .instalment(offer.id), method: visa, isMeantAgain: true)
      #expect(order.amount == Money(cents: 60_00))
      _ = try await portal.pay(order, as: patient)
    }
    #expect(try portal.balance(of: maria).total == Money(cents: 120_00))
    #expect(try portal.openPlans().map(\.id) == [offer.id])
    let rest = try portal.order(for: maria, nil, .payOff(offer.id), method: visa)
    _ = try await portal.pay(rest, as: patient)
    #expect(try portal.balance(of: maria).total == .zero())
    #expect(try portal.plan(of: maria) == nil && portal.openPlans().isEmpty)
    #expect(try portal.plan(offer.id, of: maria)?.ended == .completed)
    #expect(try portal.plans(of: maria).total == 1)
  }

  @Test func `At the end of a day late fees are added once`() async throws {
    let store = try await DemonstrationStore()
    #expect(try await store.portal.closeBillingDay(as: system).isEmpty)
    await store.portal.close()
    let later = try store.portal(at: DemonstrationStore.morning + 6 * 86_400)
    let changes = try await later.closeBillingDay(as: system)
    #expect(changes.map(\.name) == ["statement.lateFeeAdded.v1"])
    #expect(try await later.closeBillingDay(as: system).isEmpty)
    #expect(try later.balance(of: maria).total == Money(cents: 255_00))
    #expect(try later.balance(of: maria).avoidLateFees.map(\.amount.cents) == [180_00])
  }

  @Test func `Who may see a bill shows it by the guarantor's number or the birth date`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let anyone = Origin(actor: .unknown, channel: .sms)
    #expect(
      try portal.patients(withGuarantor: GuarantorID("G20103")).map(\.value) == [
        "wei", "mia", "jun",
      ])
    #expect(try portal.guarantors(of: maria) == [GuarantorID("G20101")])
    #expect(
      try await portal.proveBillAccess(
        to: maria, by: .guarantor(GuarantorID("G20101")), as: anyone))
    let born = try #require(LocalDate("1985-03-12"))
    #expect(try await portal.proveBillAccess(to: maria, by: .birthDate(born), as: anyone))
    for _ in 0..<5 {
      #expect(
        try await !portal.proveBillAccess(
          to: maria, by: .guarantor(GuarantorID("G20102")), as: anyone))
    }
    await #expect(throws: Billing.Failure.proofsUsedUp) {
      try await portal.proveBillAccess(to: maria, by: .birthDate(born), as: anyone)
    }
  }

  @Test func `The front desk takes a payment, but only a biller gives it back`() async throws {
    let portal = try await DemonstrationStore().portal
    let desk = Origin(actor: .staff("frontdesk"), channel: .staff)
    let biller = Origin(actor: .staff("biller"), channel: .staff)
    let order = try portal.order(for: maria, Money(cents: 60_00), method: visa)
    let payment = try await portal.pay(order, as: desk).payment
    #expect(payment.stage == .taken)
    await #expect(throws: Staff.Failure.self) {
      try await portal.refund(
        payment.id, of: maria, Money(cents: 10_00), reason: "x", as: desk)
    }
    let refunded = try await portal.refund(
      payment.id, of: maria, Money(cents: 10_00), reason: "x", as: biller)
    #expect(refunded.refunded == Money(cents: 10_00))
  }

  @Test func `A bill, a payment and a plan lead to their patient`() async throws {
    let portal = try await DemonstrationStore().portal
    #expect(try portal.patient(ofStatement: StatementID("ST1003")) == maria)
    #expect(try portal.patient(ofPayment: PaymentID("P1001")) == maria)
    #expect(try portal.patient(ofPlan: PlanID("none")) == nil)
  }

  @Test func `A payment reads no more of a patient who has paid for years`() async throws {
    let portal = try await DemonstrationStore().portal
    let order = try portal.order(
      for: maria, Money(cents: 60_00), statement: StatementID("ST1003"), method: visa)
    let query = portal.query(
      of: Billing.self, Billing.boundary(of: .requestPayment(order)))
    let before = try portal.log.read(query, upTo: try portal.log.head()).count
    for index in 0..<40 {
      let id = StatementID("OLD\(index)")
      let on = portal.context.today.adding(days: -3_000 + 7 * index)
      try await portal.record(try paid(id, on: on), as: system)
    }
    #expect(try portal.log.read(query, upTo: try portal.log.head()).count == before)
    // And the long list comes in pages, the latest first, each thing once.
    var seen: [PaymentID] = []
    for page in 1...5 {
      let part = try portal.payments(of: maria, page: page, size: 10)
      #expect(part.total == 43 && part.pages == 5)
      seen += part.items.map(\.id)
    }
    #expect(Set(seen).count == 43)
    #expect(seen.prefix(3).map(\.value) == ["P1003", "P1002", "P1001"])
    #expect(seen.last?.value == "P-OLD0")
    for page in [6, 0, -1, .max] {
      #expect(try portal.payments(of: maria, page: page, size: 10).items.isEmpty)
    }
  }

  private func paid(_ id: StatementID, on day: LocalDate) throws -> [any DomainEvent] {
    let amount = Money(cents: 10_00)
    let charge = Billing.Charge(
      payment: PaymentID("P-\(id)"), amount: amount,
      parts: [Billing.Part(statement: id, dueOn: day, amount: amount)], method: visa,
      kind: .card, label: "Visa ••4242", requestedOn: day)
    return [
      Billing.StatementIssued(
        patient: maria, statement: id, guarantor: nil, issuedOn: day, dueOn: day,
        lines: [Billing.Line(code: "x", text: "x", amount: amount)]),
      Billing.PaymentRequested(
        patient: maria, charge: charge, key: "k", at: DemonstrationStore.morning),
      Billing.PaymentTaken(
        patient: maria, charge: charge, reference: "r", on: day, settlesOn: nil),
    ]
  }
}

extension DemonstrationStore {
  /// The same store, opened by another program.
  func portal(
    payments: any PaymentProcessor = SandboxProcessor(), at now: Date = morning
  ) throws -> Portal {
    // The folder stays as long as the portal.
    try Portal(
      opening: folder.path + "/store", payments: payments,
      clock: { [folder] in withExtendedLifetime(folder) { now } })
  }
}

/// A processor that moves the money, and whose answers get lost until it recovers. It knows a request
/// again by its key.
private final class FlakyProcessor: PaymentProcessor {
  private struct State {
    var moved: [String: Int] = [:]
    var answers = false
  }
  private let state = Mutex(State())

  /// In cents, by key.
  var moved: [String: Int] { state.withLock { $0.moved } }
  func recover() { state.withLock { $0.answers = true } }
  func fail() { state.withLock { $0.answers = false } }

  func authorize(_ token: String, key: String) async throws -> PaymentAuthorization {
    throw PaymentProcessorUnreachable()
  }

  func charge(_ token: String, _ amount: Money, key: String) async throws -> PaymentAnswer {
    try move(amount.cents, key)
  }

  func refund(_ reference: String, _ amount: Money, key: String) async throws -> PaymentAnswer {
    try move(-amount.cents, key)
  }

  private func move(_ cents: Int, _ key: String) throws -> PaymentAnswer {
    try state.withLock { state in
      state.moved[key] = cents
      guard state.answers else { throw PaymentProcessorUnreachable() }
      return .done(reference: "f_\(key)")
    }
  }
}
