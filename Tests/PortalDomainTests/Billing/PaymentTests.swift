import PortalDomain
import Testing

@Suite struct PaymentTests {
  let scene = BillingScene()
  var patient: PatientID { scene.patient }

  @Test func `A bill is paid whole`() throws {
    try expect(
      Given(Billing.self, try scene.issued(), scene.hasVisa()).when(try scene.order(60_00)),
      equal: try scene.requested(try scene.charge(60_00)))
  }

  @Test func `A bill is paid in part`() throws {
    try expect(
      Given(Billing.self, try scene.issued(), scene.hasVisa()).when(try scene.order(25_00)),
      equal: try scene.requested(try scene.charge(25_00)))
  }

  @Test func `Of several bills the one that is due first is paid first`() throws {
    let given = Given(
      Billing.self, try scene.issuedSecond(), try scene.issued(), scene.hasVisa())
    try expect(
      given.when(try scene.order(100_00, statementsInAnyOrder)),
      equal: try scene.requested(
        try scene.charge(
          100_00,
          [
            try scene.part(60_00), try scene.part(40_00, scene.second, due: "2026-03-12"),
          ])))
  }

  private var statementsInAnyOrder: [StatementID] { [scene.second, scene.first, scene.second] }

  @Test func `More than is owed isn't taken`() throws {
    let given = Given(Billing.self, try scene.issued(), scene.hasVisa())
    #expect(throws: Billing.Failure.overpayment(owed: Money(cents: 60_00))) {
      try given.when(try scene.order(60_01))
    }
    #expect(throws: Billing.Failure.wrongAmount) { try given.when(try scene.order(0)) }
    #expect(throws: Billing.Failure.wrongAmount) { try given.when(try scene.order(-5)) }
    #expect(throws: Billing.Failure.wrongAmount) { try given.when(try scene.order(.max)) }
  }

  @Test func `A payment in another currency isn't taken`() throws {
    #expect(throws: Billing.Failure.wrongCurrency) {
      try Given(Billing.self, try scene.issued(), scene.hasVisa()).when(
        .requestPayment(
          Billing.Order(
            patient, Money(cents: 60_00, currency: .cad), statements: [scene.first],
            method: scene.visa, asOf: try day("2026-03-02"))))
    }
  }

  @Test func `The smallest part is five dollars, but what is left may always be paid`() throws {
    #expect(throws: Billing.Failure.tooSmall(smallest: Money(cents: 5_00))) {
      try Given(Billing.self, try scene.issued(), scene.hasVisa()).when(try scene.order(4_99))
    }
    #expect(
      try Given(Billing.self, try scene.issued(nil, 3_00), scene.hasVisa())
        .when(try scene.order(3_00)).count == 1)
    #expect(throws: Billing.Failure.tooSmall(smallest: Money(cents: 3_00))) {
      try Given(Billing.self, try scene.issued(nil, 3_00), scene.hasVisa())
        .when(try scene.order(2_00))
    }
  }

  @Test func `What was paid can't be paid again, and what is being paid neither`() throws {
    let charge = try scene.charge(60_00)
    let later = "2026-03-02T17:00:00Z"
    #expect(throws: Billing.Failure.nothingDue) {
      try Given(
        Billing.self, try scene.issued(), scene.hasVisa(), try scene.requested(charge),
        try scene.taken(charge)
      ).at(later).when(try scene.order(60_00))
    }
    #expect(throws: Billing.Failure.underWay(amount: Money(cents: 60_00))) {
      try Given(Billing.self, try scene.issued(), scene.hasVisa(), try scene.requested(charge))
        .at(later).when(try scene.order(60_00))
    }
    #expect(throws: Billing.Failure.nothingDue) {
      try Given(
        Billing.self, try scene.issued(), scene.hasVisa(),
        Billing.StatementVoided(patient: patient, statement: scene.first, reason: "x")
      ).when(try scene.order(60_00))
    }
    #expect(throws: Billing.Failure.nothingDue) {
      try Given(Billing.self, scene.hasVisa()).when(try scene.order(60_00, [], asOf: nil))
    }
  }

  @Test func `The same amount again within minutes is caught, also on another bill`() throws {
    let charge = try scene.charge(60_00)
    let history: [any DomainEvent] = [
      try scene.issued(), try scene.issuedSecond(), scene.hasVisa(), try scene.requested(charge),
      try scene.taken(charge),
    ]
    func pay(at now: String, _ cents: Int = 60_00, again: Bool = false) throws -> Int {
      var state = Billing.initial
      for event in history { Billing.evolve(&state, event) }
      return try Billing.decide(
        try scene.order(cents, [scene.first, scene.second], asOf: nil, again: again), state,
        try Given(Billing.self).at(now).context
      ).count
    }
    let duplicate = Billing.Failure.duplicate(
      amount: Money(cents: 60_00), payment: PaymentID("PCODE"))
    #expect(throws: duplicate) { try pay(at: "2026-03-02T16:00:00Z") }
    #expect(throws: duplicate) { try pay(at: "2026-03-02T16:09:59Z") }
    #expect(try pay(at: "2026-03-02T16:10:00Z") == 1)
    #expect(try pay(at: "2026-03-02T16:01:00Z", 61_00) == 1)
    // Who was asked, and does mean it, may.
    #expect(try pay(at: "2026-03-02T16:01:00Z", again: true) == 1)
  }

  @Test func `A payment that was declined may be tried again at once`() throws {
    let charge = try scene.charge(60_00)
    #expect(
      try Given(
        Billing.self, try scene.issued(), scene.hasVisa(), try scene.requested(charge),
        try scene.declined(charge)
      ).when(try scene.order(60_00)).count == 1)
  }

  @Test func `Midnight is no way around the check for the same payment`() throws {
    // 11:58 pm and 12:02 am in Rochester, on the night when the clocks change.
    let charge = try scene.charge(60_00, on: "2026-03-07")
    let given = Given(
      Billing.self, try scene.issued(), try scene.issuedSecond(), scene.hasVisa(),
      try scene.requested(charge, at: "2026-03-08T05:58:00Z"), try scene.taken(charge)
    ).at("2026-03-08T06:02:00Z")
    #expect(throws: Billing.Failure.self) {
      try given.when(try scene.order(60_00, [scene.second], asOf: "2026-03-08"))
    }
    let command = try scene.order(60_00, [scene.second], asOf: "2026-03-08")
    let tags = Billing.boundary(of: command).items.flatMap(\.tags)
    #expect(tags.contains("payments:p1:2026-03-07"))
  }

  @Test func `An order that was made days ago is asked for anew`() throws {
    let given = Given(Billing.self, try scene.issued(), scene.hasVisa())
    #expect(try given.when(try scene.order(60_00, nil, asOf: "2026-03-01")).count == 1)
    #expect(throws: Billing.Failure.outOfDate) {
      try given.when(try scene.order(60_00, nil, asOf: "2026-02-28"))
    }
  }

  @Test func `A patient may ask for so many payments on one day`() throws {
    var state = Billing.initial
    for event in [try scene.issued(nil, 900_00), scene.hasVisa()] as [any DomainEvent] {
      Billing.evolve(&state, event)
    }
    for number in 1...10 {
      let charge = try scene.charge(10_00 + number, id: "P\(number)")
      Billing.evolve(&state, try scene.requested(charge))
      Billing.evolve(&state, try scene.declined(charge))
    }
    let context = try Given(Billing.self).context
    #expect(throws: Billing.Failure.tooManyToday) {
      try Billing.decide(try scene.order(50_00), state, context)
    }
    let tomorrow = try Given(Billing.self).at("2026-03-03T16:00:00Z").context
    let order = try scene.order(50_00, nil, asOf: "2026-03-03")
    #expect(try Billing.decide(order, state, tomorrow).count == 1)
  }

  @Test func `One payment pays so many bills at most`() throws {
    let many = (1...21).map { StatementID("ST\($0)") }
    #expect(throws: Billing.Failure.tooManyStatements(most: 20)) {
      try Given(Billing.self, scene.hasVisa()).when(try scene.order(60_00, many, asOf: nil))
    }
  }

  @Test func `A bill that isn't there isn't paid`() throws {
    #expect(throws: Billing.Failure.unknownStatement) {
      try Given(Billing.self, scene.hasVisa()).when(try scene.order(60_00))
    }
  }

  @Test func `A card is taken to the last day of its month`() throws {
    let given = Given(Billing.self, try scene.issued(), scene.hasVisa(until: 2026, 2))
    #expect(
      try given.at("2026-03-01T05:59:59Z").when(try scene.order(60_00, nil, asOf: "2026-02-28"))
        .count == 1)
    #expect(throws: Billing.Failure.methodExpired(label: "Visa ••4242")) {
      try given.at("2026-03-01T06:00:00Z").when(try scene.order(60_00))
    }
  }

  @Test func `Only a method that the patient keeps is charged`() throws {
    #expect(throws: Billing.Failure.unknownMethod) {
      try Given(Billing.self, try scene.issued()).when(try scene.order(60_00))
    }
    #expect(throws: Billing.Failure.unknownMethod) {
      try Given(
        Billing.self, try scene.issued(), scene.hasVisa(),
        Billing.MethodRemoved(patient: patient, method: scene.visa)
      ).when(try scene.order(60_00))
    }
    #expect(throws: Billing.Failure.unknownMethod) {
      try Given(
        Billing.self, try scene.issued(),
        Billing.MethodAdded(
          patient: PatientID("p2"), method: scene.visa, kind: .card, brand: "Visa",
          lastFour: "1111", expires: nil, token: "t")
      ).when(try scene.order(60_00))
    }
  }

  @Test func `The processor's answer is recorded once, whichever comes first`() throws {
    let charge = try scene.charge(60_00)
    let given = Given(Billing.self, try scene.issued(), try scene.requested(charge))
    let take = Billing.Command.take(patient, charge.payment, plan: nil, reference: "r1")
    let decline = Billing.Command.decline(patient, charge.payment, .insufficientFunds)
    try expect(given.when(take), equal: try scene.taken(charge))
    try expect(given.when(decline), equal: try scene.declined(charge))
    let paid = Given(
      Billing.self, try scene.issued(), try scene.requested(charge), try scene.taken(charge))
    #expect(try paid.when(take).isEmpty)
    #expect(throws: Billing.Failure.wrongStage(.taken)) { try paid.when(decline) }
    let refused = Given(
      Billing.self, try scene.issued(), try scene.requested(charge), try scene.declined(charge))
    #expect(try refused.when(decline).isEmpty)
    #expect(throws: Billing.Failure.wrongStage(.declined)) { try refused.when(take) }
    #expect(throws: Billing.Failure.unknownPayment) { try Given(Billing.self).when(take) }
    #expect(throws: Billing.Failure.unknownPayment) {
      try given.when(.decline(PatientID("p2"), charge.payment, .declined))
    }
  }

  @Test func `A bank moves the money within business days`() throws {
    // Friday, 3 July 2026, is a holiday: Thursday and three business days are Wednesday.
    let charge = try scene.charge(60_00, by: .bank, on: "2026-07-02")
    let events = try Given(
      Billing.self, try scene.issued(), try scene.requested(charge, at: "2026-07-02T16:00:00Z")
    ).at("2026-07-02T16:00:00Z").when(
      .take(patient, charge.payment, plan: nil, reference: "r1"))
    let taken = try #require(events.first as? Billing.PaymentTaken)
    #expect(taken.settlesOn == (try day("2026-07-08")))
  }

  @Test func `A bank takes a payment back, once, and the bill is owed again`() throws {
    let charge = try scene.charge(60_00, by: .bank)
    let history: [any DomainEvent] = [
      try scene.issued(), try scene.requested(charge), try scene.taken(charge),
    ]
    var state = Billing.initial
    for event in history { Billing.evolve(&state, event) }
    let context = try Given(Billing.self).context
    let command = Billing.Command.recordReturn(patient, charge.payment, .insufficientFunds)
    let events = try Billing.decide(command, state, context)
    try expect(
      events,
      equal: Billing.PaymentReturned(
        patient: patient, charge: charge, reason: .insufficientFunds, on: context.today))
    #expect(state.statements[scene.first]?.owed == .zero())
    for event in events { Billing.evolve(&state, event) }
    #expect(state.statements[scene.first]?.owed == Money(cents: 60_00))
    #expect(try Billing.decide(command, state, context).isEmpty)
    #expect(throws: Billing.Failure.wrongStage(.returned)) {
      try Billing.decide(
        .requestRefund(patient, charge.payment, amount: Money(cents: 1), reason: "x"), state,
        context)
    }
  }

  @Test func `Only a bank takes back, and only what it gave`() throws {
    let card = try scene.charge(60_00)
    #expect(throws: Billing.Failure.notFromBank) {
      try Given(
        Billing.self, try scene.issued(), try scene.requested(card), try scene.taken(card)
      ).when(.recordReturn(patient, card.payment, .other))
    }
    let bank = try scene.charge(60_00, by: .bank)
    #expect(throws: Billing.Failure.wrongStage(.requested)) {
      try Given(Billing.self, try scene.issued(), try scene.requested(bank))
        .when(.recordReturn(patient, bank.payment, .other))
    }
    #expect(throws: Billing.Failure.wrongStage(.taken)) {
      try Given(
        Billing.self, try scene.issued(), try scene.requested(bank), try scene.taken(bank),
        try refundRequested(bank, 10_00)
      ).when(.recordReturn(patient, bank.payment, .other))
    }
  }

  func refundRequested(
    _ charge: Billing.Charge, _ cents: Int, parts: [Billing.Part]? = nil, id: String = "FCODE"
  ) throws -> Billing.RefundRequested {
    Billing.RefundRequested(
      patient: patient, charge: charge, refund: RefundID(id), amount: Money(cents: cents),
      parts: try parts ?? [scene.part(cents)], key: "refund-\(id)", reason: "billed twice",
      on: try day("2026-03-02"))
  }

  func refunded(
    _ charge: Billing.Charge, _ cents: Int, parts: [Billing.Part]? = nil, id: String = "FCODE"
  ) throws -> Billing.PaymentRefunded {
    Billing.PaymentRefunded(
      patient: patient, charge: charge, refund: RefundID(id), amount: Money(cents: cents),
      parts: try parts ?? [scene.part(cents)], reference: "r2", on: try day("2026-03-02"))
  }

  @Test func `Money is given back, the bill that was due last first, never more than was paid`()
    throws
  {
    let late = try scene.part(40_00, scene.second, due: "2026-03-12")
    let charge = try scene.charge(100_00, [try scene.part(60_00), late])
    func refund(_ cents: Int, _ history: (any DomainEvent)...) throws -> [any DomainEvent] {
      var state = Billing.initial
      let start: [any DomainEvent] = [
        try scene.issued(), try scene.issuedSecond(), try scene.requested(charge),
        try scene.taken(charge),
      ]
      for event in start + history { Billing.evolve(&state, event) }
      return try Billing.decide(
        .requestRefund(
          patient, charge.payment, amount: Money(cents: cents), reason: "billed twice"), state,
        try Given(Billing.self).context)
    }
    try expect(
      refund(50_00),
      equal: try refundRequested(charge, 50_00, parts: [late, try scene.part(10_00)]))
    let earlier: [Billing.Part] = [late, try scene.part(10_00)]
    let before = (
      try refundRequested(charge, 50_00, parts: earlier, id: "F1"),
      try refunded(charge, 50_00, parts: earlier, id: "F1")
    )
    try expect(
      refund(50_00, before.0, before.1), equal: try refundRequested(charge, 50_00))
    #expect(throws: Billing.Failure.refundTooLarge(refundable: Money(cents: 50_00))) {
      try refund(50_01, before.0, before.1)
    }
    #expect(throws: Billing.Failure.refundTooLarge(refundable: Money(cents: 100_00))) {
      try refund(100_01)
    }
    #expect(throws: Billing.Failure.underWay(amount: Money(cents: 50_00))) {
      try refund(10_00, before.0)
    }
    #expect(throws: Billing.Failure.wrongAmount) { try refund(0) }
    // A refund that failed takes nothing.
    let failed = Billing.RefundFailed(
      patient: patient, charge: charge, refund: RefundID("F1"), amount: Money(cents: 50_00),
      reason: .declined, on: try day("2026-03-02"))
    #expect(try refund(100_00, before.0, failed).count == 1)
  }

  @Test func `Only what was taken is given back`() throws {
    let charge = try scene.charge(60_00)
    let command = Billing.Command.requestRefund(
      patient, charge.payment, amount: Money(cents: 1_00), reason: "x")
    #expect(throws: Billing.Failure.wrongStage(.requested)) {
      try Given(Billing.self, try scene.issued(), try scene.requested(charge)).when(command)
    }
    #expect(throws: Billing.Failure.unknownPayment) { try Given(Billing.self).when(command) }
  }

  @Test func `The processor's answer to a refund is recorded once`() throws {
    let charge = try scene.charge(60_00)
    let start: [any DomainEvent] = [
      try scene.issued(), try scene.requested(charge), try scene.taken(charge),
      try refundRequested(charge, 10_00),
    ]
    let confirm = Billing.Command.confirmRefund(
      patient, charge.payment, RefundID("FCODE"), reference: "r2")
    let fail = Billing.Command.failRefund(
      patient, charge.payment, RefundID("FCODE"), .declined)
    let failed = Billing.RefundFailed(
      patient: patient, charge: charge, refund: RefundID("FCODE"), amount: Money(cents: 10_00),
      reason: .declined, on: try day("2026-03-02"))
    func decide(
      _ command: Billing.Command, _ more: (any DomainEvent)...
    ) throws -> [any DomainEvent] {
      var state = Billing.initial
      for event in start + more { Billing.evolve(&state, event) }
      return try Billing.decide(command, state, try Given(Billing.self).context)
    }
    try expect(decide(confirm), equal: try refunded(charge, 10_00))
    try expect(decide(fail), equal: failed)
    #expect(try decide(confirm, try refunded(charge, 10_00)).isEmpty)
    #expect(try decide(fail, failed).isEmpty)
    #expect(throws: Billing.Failure.wrongStage(.taken)) { try decide(confirm, failed) }
    #expect(throws: Billing.Failure.wrongStage(.taken)) {
      try decide(fail, try refunded(charge, 10_00))
    }
    for answer: Billing.Command in [
      .confirmRefund(patient, charge.payment, RefundID("x"), reference: "r"),
      .failRefund(patient, charge.payment, RefundID("x"), .declined),
    ] {
      #expect(throws: Billing.Failure.unknownRefund) { try decide(answer) }
    }
  }
}

extension BillingScene {
  fileprivate func order(
    _ cents: Int, _ statements: [StatementID]?, asOf: String? = nil, again: Bool = false
  ) throws -> Billing.Command {
    try order(cents, .balance, statements, asOf: asOf ?? "2026-03-02", again: again)
  }
}
