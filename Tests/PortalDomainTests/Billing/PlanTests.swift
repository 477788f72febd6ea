import PortalDomain
import Testing

@Suite struct PlanTests {
  let scene = BillingScene()
  let id = PlanID("LCODE")
  var patient: PatientID { scene.patient }

  func offered(until: String = "2026-03-16") throws -> Billing.PlanOffered {
    Billing.PlanOffered(
      patient: patient, plan: id, statements: [scene.second],
      instalments: [
        .init(number: 1, amount: Money(cents: 60_00), dueOn: try day("2026-04-02")),
        .init(number: 2, amount: Money(cents: 60_00), dueOn: try day("2026-05-02")),
        .init(number: 3, amount: Money(cents: 60_00), dueOn: try day("2026-06-02")),
      ], offeredOn: try day("2026-03-02"), until: try day(until))
  }

  var agreed: Billing.PlanAgreed {
    get throws {
      Billing.PlanAgreed(
        patient: patient, plan: id, statements: [scene.second], on: try day("2026-03-02"))
    }
  }

  func underWay(_ more: (any DomainEvent)...) throws -> Billing.State {
    var state = Billing.initial
    let start: [any DomainEvent] = [
      try scene.issuedSecond(), scene.hasVisa(), try offered(), try agreed,
    ]
    for event in start + more { Billing.evolve(&state, event) }
    return state
  }

  func decide(
    _ command: Billing.Command, _ state: Billing.State, at now: String = "2026-03-02T16:00:00Z"
  ) throws -> [any DomainEvent] {
    try Billing.decide(command, state, try Given(Billing.self).at(now).context)
  }

  @Test func `A bill is offered in equal instalments, a month apart`() throws {
    try expect(
      Given(Billing.self, try scene.issuedSecond())
        .when(.offerPlan(patient, [scene.second], months: 3)), equal: try offered())
  }

  @Test func `No cent is lost, and months that are too short end a due date early`() throws {
    let events = try Given(Billing.self, try scene.issued(nil, 100_01, due: "2026-02-25"))
      .at("2026-01-31T18:00:00Z").when(.offerPlan(patient, [scene.first], months: 3))
    let plan = try #require(events.first as? Billing.PlanOffered)
    #expect(plan.instalments.map(\.amount.cents) == [33_34, 33_34, 33_33])
    #expect(
      plan.instalments.map(\.dueOn.description) == ["2026-02-28", "2026-03-31", "2026-04-30"])
  }

  @Test func `A plan is neither too small nor too long`() throws {
    #expect(throws: Billing.Failure.planTooSmall(smallest: Money(cents: 100_00))) {
      try Given(Billing.self, try scene.issued()).when(
        .offerPlan(patient, [scene.first], months: 2))
    }
    let given = Given(Billing.self, try scene.issuedSecond())
    // The smallest instalment is $25.00: $180.00 takes seven months at most.
    #expect(try given.when(.offerPlan(patient, [scene.second], months: 7)).count == 1)
    for months in [8, 1, 0, -3, .max] {
      #expect(throws: Billing.Failure.planTooLong(most: 7)) {
        try given.when(.offerPlan(patient, [scene.second], months: months))
      }
    }
    #expect(throws: Billing.Failure.planTooLong(most: 12)) {
      try Given(Billing.self, try scene.issued(nil, 9_000_00)).when(
        .offerPlan(patient, [scene.first], months: 13))
    }
    #expect(throws: Billing.Failure.tooManyStatements(most: 20)) {
      try given.when(
        .offerPlan(patient, (0...20).map { StatementID("S\($0)") }, months: 2))
    }
  }

  @Test func `A plan is made of bills that are open, not on a plan, and not being paid`() throws {
    let offer = Billing.Command.offerPlan(patient, [scene.second], months: 3)
    #expect(throws: Billing.Failure.unknownStatement) { try Given(Billing.self).when(offer) }
    #expect(throws: Billing.Failure.onPlan(id)) { try decide(offer, underWay()) }
    #expect(throws: Billing.Failure.statementVoid) {
      try Given(
        Billing.self, try scene.issuedSecond(),
        Billing.StatementVoided(patient: patient, statement: scene.second, reason: "x")
      ).when(offer)
    }
    let part = try scene.part(50_00, scene.second, due: "2026-03-12")
    #expect(throws: Billing.Failure.underWay(amount: Money(cents: 50_00))) {
      try Given(
        Billing.self, try scene.issuedSecond(),
        try scene.requested(try scene.charge(50_00, [part]))
      ).when(offer)
    }
  }

  @Test func `An offer is agreed to, once, while it stands`() throws {
    let agree = Billing.Command.agreePlan(patient, id, [scene.second])
    let given = Given(Billing.self, try scene.issuedSecond(), try offered())
    try expect(given.when(agree), equal: try agreed)
    #expect(try given.at("2026-03-17T04:59:59Z").when(agree).count == 1)
    #expect(throws: Billing.Failure.planOutOfDate) {
      try given.at("2026-03-17T05:00:00Z").when(agree)
    }
    #expect(try decide(agree, underWay()).isEmpty)
    #expect(throws: Billing.Failure.unknownPlan) { try Given(Billing.self).when(agree) }
    #expect(throws: Billing.Failure.planOutOfDate) {
      try given.when(.agreePlan(patient, id, [scene.first]))
    }
  }

  @Test func `An offer doesn't stand any more when the bill was paid in part`() throws {
    let charge = try scene.charge(
      50_00, [try scene.part(50_00, scene.second, due: "2026-03-12")])
    #expect(throws: Billing.Failure.planOutOfDate) {
      try Given(
        Billing.self, try scene.issuedSecond(), try offered(), try scene.requested(charge),
        try scene.taken(charge)
      ).when(.agreePlan(patient, id, [scene.second]))
    }
  }

  @Test func `A plan that ended isn't agreed to, and ends once`() throws {
    let ended = Billing.PlanEnded(
      patient: patient, plan: id, statements: [scene.second], because: .declined,
      on: try day("2026-03-02"))
    let given = Given(Billing.self, try scene.issuedSecond(), try offered())
    try expect(given.when(.endPlan(patient, id, .declined)), equal: ended)
    let over = Given(Billing.self, try scene.issuedSecond(), try offered(), ended)
    #expect(try over.when(.endPlan(patient, id, .declined)).isEmpty)
    #expect(throws: Billing.Failure.planOver) {
      try over.when(.agreePlan(patient, id, [scene.second]))
    }
    #expect(throws: Billing.Failure.planOver) { try over.when(.missInstalment(patient, id)) }
    #expect(throws: Billing.Failure.planOver) {
      try Given(
        Billing.self, try scene.issuedSecond(), scene.hasVisa(), try offered(), ended
      ).when(try scene.order(60_00, .instalment(id), [scene.second]))
    }
  }

  func charge(
    _ numbers: [Int], _ cents: Int = 60_00, id payment: String = "PCODE"
  ) throws -> Billing.Charge {
    try scene.charge(
      cents, [try scene.part(cents, scene.second, due: "2026-03-12")], id: payment, plan: id,
      instalments: numbers)
  }

  @Test func `The next instalment is paid, to the cent`() throws {
    let pay = try scene.order(60_00, .instalment(id), [scene.second])
    try expect(
      decide(pay, underWay()), equal: try scene.requested(try charge([1])))
    for cents in [59_99, 60_01, 180_00] {
      #expect(throws: Billing.Failure.wrongInstalment(amount: Money(cents: 60_00))) {
        try decide(scene.order(cents, .instalment(id), [scene.second]), underWay())
      }
    }
    // While the first is being paid, the second is next.
    let state = try underWay(try scene.requested(try charge([1])))
    let again = try scene.order(60_00, .instalment(id), [scene.second], again: true)
    let events = try decide(again, state)
    #expect((events.first as? Billing.PaymentRequested)?.charge.instalments == [2])
  }

  @Test func `A plan must be agreed to before it's paid, and is paid as a plan`() throws {
    #expect(throws: Billing.Failure.planNotAgreed) {
      try Given(Billing.self, try scene.issuedSecond(), scene.hasVisa(), try offered())
        .when(try scene.order(60_00, .instalment(id), [scene.second]))
    }
    #expect(throws: Billing.Failure.onPlan(id)) {
      try decide(scene.order(60_00, .balance, [scene.second]), underWay())
    }
    #expect(throws: Billing.Failure.planOutOfDate) {
      var state = try underWay()
      Billing.evolve(&state, try scene.issued())
      _ = try decide(scene.order(60_00, .instalment(id), [scene.first]), state)
    }
    #expect(throws: Billing.Failure.unknownPlan) {
      try decide(scene.order(60_00, .instalment(PlanID("x")), [scene.second]), underWay())
    }
    #expect(throws: Billing.Failure.planNotAgreed) {
      try Given(Billing.self, try scene.issuedSecond(), try offered())
        .when(.missInstalment(patient, id))
    }
  }

  @Test func `A bill on a plan is neither taken back nor changed before the plan ends`() throws {
    for command: Billing.Command in [
      .void(patient, scene.second, reason: "x"),
      .adjust(patient, scene.second, credit: Money(cents: 1), reason: "x"),
    ] {
      #expect(throws: Billing.Failure.onPlan(id)) { try decide(command, underWay()) }
    }
  }

  @Test func `All that is left is paid at once, and ends the plan`() throws {
    let first = try charge([1])
    let state = try underWay(
      try scene.requested(first), try scene.taken(first),
      Billing.InstalmentPaid(patient: patient, plan: id, number: 1, payment: first.payment))
    let rest = try charge([2, 3], 120_00)
    try expect(
      decide(scene.order(120_00, .payOff(id), [scene.second]), state),
      equal: try scene.requested(rest))
    #expect(throws: Billing.Failure.wrongInstalment(amount: Money(cents: 120_00))) {
      try decide(scene.order(100_00, .payOff(id), [scene.second]), state)
    }
  }

  @Test
  func `An instalment counts as paid with the processor's answer, and the last ends the plan`()
    throws
  {
    var state = try underWay()
    var ended = false
    for number in 1...3 {
      let charge = try charge([number], id: "P\(number)")
      Billing.evolve(&state, try scene.requested(charge))
      let events = try decide(
        .take(patient, charge.payment, plan: id, reference: "r1"), state)
      try expect(
        Array(events.prefix(2)), equal: try scene.taken(charge),
        Billing.InstalmentPaid(
          patient: patient, plan: id, number: number, payment: charge.payment))
      for event in events { Billing.evolve(&state, event) }
      ended = events.last is Billing.PlanEnded
      #expect(ended == (number == 3))
    }
    #expect(state.plans[id]?.ended == .completed)
    #expect(state.statements[scene.second]?.owed == .zero())
    #expect(state.statements[scene.second]?.plan == nil)
  }

  @Test func `An instalment that was declined or returned is to be paid again`() throws {
    let charge = try charge([1])
    #expect(try underWay().plans[id]?.next?.number == 1)
    #expect(
      try underWay(try scene.requested(charge), try scene.declined(charge)).plans[id]?.next?.number
        == 1)
    let paid = Billing.InstalmentPaid(
      patient: patient, plan: id, number: 1, payment: charge.payment)
    let returned = Billing.PaymentReturned(
      patient: patient, charge: charge, reason: .other, on: try day("2026-03-04"))
    #expect(
      try underWay(try scene.requested(charge), try scene.taken(charge), paid).plans[id]?.next?
        .number == 2)
    #expect(
      try underWay(try scene.requested(charge), try scene.taken(charge), paid, returned).plans[id]?
        .next?.number == 1)
  }

  @Test func `An instalment is missed after its days of grace, and two end the plan`() throws {
    let miss = Billing.Command.missInstalment(patient, id)
    #expect(throws: Billing.Failure.nothingMissed) {
      try decide(miss, underWay(), at: "2026-04-08T04:59:59Z")
    }
    let missed = Billing.InstalmentMissed(
      patient: patient, plan: id, number: 1, on: try day("2026-04-08"))
    try expect(decide(miss, underWay(), at: "2026-04-08T05:00:00Z"), equal: missed)
    #expect(throws: Billing.Failure.nothingMissed) {
      try decide(miss, underWay(missed), at: "2026-04-08T05:00:00Z")
    }
    try expect(
      decide(miss, underWay(missed), at: "2026-05-08T05:00:00Z"),
      equal: Billing.InstalmentMissed(
        patient: patient, plan: id, number: 2, on: try day("2026-05-08")),
      Billing.PlanEnded(
        patient: patient, plan: id, statements: [scene.second], because: .missed,
        on: try day("2026-05-08")))
    // Who paid the missed one late has one chance more.
    let charge = try charge([1])
    let state = try underWay(
      missed, try scene.requested(charge), try scene.taken(charge),
      Billing.InstalmentPaid(patient: patient, plan: id, number: 1, payment: charge.payment))
    #expect(try decide(miss, state, at: "2026-05-08T05:00:00Z").count == 1)
  }
}
