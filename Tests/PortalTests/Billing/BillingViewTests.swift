import EventStore
import Foundation
import PortalDomain
import Projections
import TestSupport
import Testing

@testable import Portal

/// What the read models of billing and forms hold after things at random.
@Suite struct BillingViewTests {
  let maria = PatientID("maria")
  let system = Origin(actor: .system, channel: .system)

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `The views equal what the rules fold from the log, also when they're made anew`(
    seed: UInt64
  ) async throws {
    let store = try await DemonstrationStore()
    var generator = SeededGenerator(seed: seed)
    for step in 0..<60 { try await self.step(store.portal, step, &generator) }
    try compare(store.portal)
    let contents = try ViewContents(store.portal)
    try store.portal.forgetViews()
    let again = try store.portal()
    #expect(try ViewContents(again) == contents)
  }

  private func compare(_ portal: Portal) throws {
    var billing = Billing.initial
    var forms = Forms.initial
    try portal.replay(Query(tags: [maria.tag])) { recorded in
      if let event = try recorded.event.flatMap(EventCoding.decode) {
        Billing.evolve(&billing, event)
        Forms.evolve(&forms, event)
      }
      return true
    }
    let all = 10_000
    let statements = try portal.statements(of: maria, size: all)
    #expect(Set(statements.items) == Set(billing.statements.values))
    #expect(statements.total == billing.statements.count)
    #expect(
      Set(try portal.payments(of: maria, size: all).items) == Set(billing.payments.values))
    #expect(Set(try portal.plans(of: maria, size: all).items) == Set(billing.plans.values))
    #expect(
      Set(try portal.methods(of: maria))
        == Set(billing.methods.values.filter { !$0.isRemoved }))
    let open = billing.statements.values.filter { !$0.owed.isZero }.inOrderOfPayment()
    #expect(try portal.openStatements(of: maria) == open)
    #expect(try portal.balance(of: maria).total == open.map(\.owed).total())
    let overdue = open.filter { $0.dueOn < portal.context.today && $0.plan == nil }
    #expect(
      try portal.overdueStatements().filter { $0.patient == maria }.map(\.statement) == overdue)
    #expect(Set(try portal.forms(of: maria, size: all).items) == Set(forms.forms.values))
    #expect(
      Set(try portal.openForms(of: maria)) == Set(forms.forms.values.filter { $0.stage == .open }))
    #expect(
      try portal.crisisQueue().count == forms.forms.values.map(\.crises.count).reduce(0, +))
    #expect(
      Set(try portal.submittedForms().map(\.form))
        == Set(forms.forms.values.filter { $0.stage == .submitted && !$0.isReviewed }))
  }

  private func step(
    _ portal: Portal, _ number: Int, _ generator: inout SeededGenerator
  ) async throws {
    do {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0...1: try await issue(portal, number, &generator)
      case 2...4: try await pay(portal, &generator)
      case 5: try await giveBack(portal, &generator)
      case 6: try await plan(portal, &generator)
      default: try await fillIn(portal, &generator)
      }
    } catch is Billing.Failure {
    } catch is Forms.Failure {
    }
  }

  private func issue(
    _ portal: Portal, _ number: Int, _ generator: inout SeededGenerator
  ) async throws {
    let issued = portal.context.today.adding(days: -.random(in: 0...70, using: &generator))
    try await portal.perform(
      Billing.self,
      .issue(
        Billing.StatementIssued(
          patient: maria, statement: StatementID("R\(number)"), guarantor: nil,
          issuedOn: issued, dueOn: issued.adding(days: 30),
          lines: [
            Billing.Line(
              code: "x", text: "x",
              amount: Money(cents: .random(in: 1...40_000, using: &generator)))
          ])), as: system)
    if Bool.random(using: &generator) {
      try await portal.perform(
        Billing.self, .addLateFee(maria, StatementID("R\(number)")), as: system)
    } else {
      try await portal.perform(
        Billing.self,
        .adjust(
          maria, StatementID("R\(number)"), credit: Money(cents: 50), reason: "discount"),
        as: system)
    }
  }

  private func pay(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    let tokens = ["tok_visa:r", "ba_ok:r", "tok_declined:r", "ba_returned:r"]
    guard let token = tokens.randomElement(using: &generator) else { return }
    let method = try await portal.addMethod(token: token, of: maria, as: system)
    let amount = Money(cents: .random(in: 5_00...200_00, using: &generator))
    let order = try portal.order(
      for: maria, Bool.random(using: &generator) ? amount : nil, method: method.id,
      isMeantAgain: true)
    _ = try await portal.pay(order, as: system)
  }

  private func giveBack(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    guard
      let payment = try portal.payments(of: maria, size: 100).items
        .randomElement(using: &generator)
    else { return }
    if payment.charge.kind == .bank, Bool.random(using: &generator) {
      try await portal.perform(
        Billing.self, .recordReturn(maria, payment.id, .other), as: system)
    } else {
      _ = try await portal.refund(
        payment.id, of: maria, Money(cents: .random(in: 1...50_00, using: &generator)),
        reason: "x", as: system)
    }
  }

  private func plan(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    if let plan = try portal.plan(of: maria), Bool.random(using: &generator) {
      if plan.stage == .offered {
        try await portal.perform(
          Billing.self, .agreePlan(maria, plan.id, plan.statements), as: system)
      }
      let order = try portal.order(
        for: maria, nil, .instalment(plan.id), method: MethodID("M-maria-visa"),
        isMeantAgain: true)
      _ = try await portal.pay(order, as: system)
      if Bool.random(using: &generator) {
        try await portal.perform(Billing.self, .endPlan(maria, plan.id, .cancelled), as: system)
      }
    } else if let bill = try portal.openStatements(of: maria).last {
      try await portal.perform(Billing.self, .offerPlan(maria, [bill.id], months: 3), as: system)
    }
  }

  private func fillIn(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    if Int.random(in: 0..<4, using: &generator) == 0 {
      try await portal.perform(
        Forms.self, .assign(Forms.Assignment(maria, QuestionnaireID("phq-9"))), as: system)
    }
    guard let form = try portal.openForms(of: maria).randomElement(using: &generator) else {
      return
    }
    for _ in 0..<8 {
      guard let question = try portal.form(form.id, of: maria)?.next else { break }
      let code = String(Int.random(in: 0...3, using: &generator))
      let answer: Answer = question.type == .choice ? .choice(code) : .yesNo(false)
      try await portal.perform(
        Forms.self,
        .answer(maria, form.id, question.id, question.required ? answer : .skipped), as: system)
    }
    try await portal.perform(Forms.self, .submit(maria, form.id), as: system)
    let steps: [Forms.Command] = [
      .review(maria, form.id), .reopen(maria, form.id, reason: "x"),
      .acknowledgeCrisis(maria, form.id, QuestionID("q9"), note: "called"),
    ]
    guard let step = steps.randomElement(using: &generator) else { return }
    try await portal.perform(Forms.self, step, as: system)
  }
}
