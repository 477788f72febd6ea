import PortalDomain
import Testing

@Suite struct StatementTests {
  let scene = BillingScene()
  var patient: PatientID { scene.patient }

  @Test func `A bill is issued, and once only`() throws {
    let issued = try scene.issued()
    try expect(Given(Billing.self).when(.issue(issued)), equal: issued)
    #expect(try Given(Billing.self, issued).when(.issue(issued)).isEmpty)
  }

  @Test func `A bill has lines, a due date that can be kept, and amounts of the clinic's currency`()
    throws
  {
    func issue(_ lines: [Money], due: String = "2026-03-12") throws -> [any DomainEvent] {
      try Given(Billing.self).when(
        .issue(
          Billing.StatementIssued(
            patient: patient, statement: scene.first, guarantor: nil,
            issuedOn: try day("2026-03-02"), dueOn: try day(due),
            lines: lines.map { Billing.Line(code: "x", text: "x", amount: $0) })))
    }
    #expect(try issue([Money(cents: 1)], due: "2026-03-02").count == 1)
    #expect(throws: Billing.Failure.emptyStatement) { try issue([]) }
    #expect(throws: Billing.Failure.wrongDueDate) {
      try issue([Money(cents: 1)], due: "2026-03-01")
    }
    #expect(throws: Billing.Failure.wrongCurrency) { try issue([Money(cents: 1, currency: .cad)]) }
    #expect(throws: Billing.Failure.wrongAmount) { try issue([Money(cents: 0)]) }
    #expect(throws: Billing.Failure.wrongAmount) { try issue([Money(cents: -5), Money(cents: 9)]) }
    #expect(throws: Billing.Failure.wrongAmount) { try issue([Money(cents: 100_000_001)]) }
    #expect(throws: Billing.Failure.wrongAmount) {
      try issue([Money(cents: .max), Money(cents: 1)])
    }
  }

  @Test func `A bill is taken back, once, unless something was paid on it`() throws {
    let void = Billing.Command.void(patient, scene.first, reason: "sent twice")
    let voided = Billing.StatementVoided(
      patient: patient, statement: scene.first, reason: "sent twice")
    try expect(Given(Billing.self, try scene.issued()).when(void), equal: voided)
    #expect(try Given(Billing.self, try scene.issued(), voided).when(void).isEmpty)
    let charge = try scene.charge(20_00)
    #expect(throws: Billing.Failure.statementHasPayments) {
      try Given(Billing.self, try scene.issued(), try scene.requested(charge)).when(void)
    }
    #expect(throws: Billing.Failure.statementHasPayments) {
      try Given(
        Billing.self, try scene.issued(), try scene.requested(charge), try scene.taken(charge)
      ).when(void)
    }
    // What was given back is no payment any more.
    #expect(
      try Given(
        Billing.self, try scene.issued(), try scene.requested(charge), try scene.taken(charge),
        Billing.PaymentRefunded(
          patient: patient, charge: charge, refund: RefundID("F1"), amount: charge.amount,
          parts: charge.parts, reference: "r2", on: try day("2026-03-02"))
      ).when(void).count == 1)
  }

  @Test func `A bill of somebody else isn't found`() throws {
    let given = Given(Billing.self, try scene.issued())
    let other = PatientID("p2")
    for command: Billing.Command in [
      .void(other, scene.first, reason: "x"), .addLateFee(other, scene.first),
      .adjust(other, scene.first, credit: Money(cents: 1), reason: "x"),
      .void(patient, scene.second, reason: "x"),
    ] {
      #expect(throws: Billing.Failure.unknownStatement) { try given.when(command) }
    }
  }

  @Test func `A late fee is added when the days of grace are over, once`() throws {
    let given = Given(Billing.self, try scene.issued())
    let addFee = Billing.Command.addLateFee(patient, scene.first)
    // Due on 25 February: the tenth day of grace is 7 March, to its last minute in Rochester.
    #expect(throws: Billing.Failure.lateFeeTooEarly(from: try day("2026-03-08"))) {
      try given.at("2026-03-08T05:59:59Z").when(addFee)
    }
    let added = Billing.LateFeeAdded(
      patient: patient, statement: scene.first, amount: Money(cents: 15_00),
      on: try day("2026-03-08"))
    try expect(given.at("2026-03-08T06:00:00Z").when(addFee), equal: added)
    #expect(
      try Given(Billing.self, try scene.issued(), added).at("2026-05-01T12:00:00Z").when(addFee)
        .isEmpty)
  }

  @Test func `There is no late fee on a bill that is paid, void, being paid, or on a plan`() throws
  {
    let addFee = Billing.Command.addLateFee(patient, scene.first)
    let later = "2026-04-01T12:00:00Z"
    let charge = try scene.charge(60_00)
    #expect(throws: Billing.Failure.underWay(amount: Money(cents: 60_00))) {
      try Given(Billing.self, try scene.issued(), try scene.requested(charge)).at(later)
        .when(addFee)
    }
    #expect(throws: Billing.Failure.statementPaid) {
      try Given(
        Billing.self, try scene.issued(), try scene.requested(charge), try scene.taken(charge)
      ).at(later).when(addFee)
    }
    #expect(throws: Billing.Failure.statementVoid) {
      try Given(
        Billing.self, try scene.issued(),
        Billing.StatementVoided(patient: patient, statement: scene.first, reason: "x")
      ).at(later).when(addFee)
    }
    #expect(throws: Billing.Failure.onPlan(PlanID("L1"))) {
      try Given(
        Billing.self, try scene.issued(),
        Billing.PlanAgreed(
          patient: patient, plan: PlanID("L1"), statements: [scene.first],
          on: try day("2026-03-02"))
      ).at(later).when(addFee)
    }
  }

  @Test func `The clinic takes something off a bill, never more than is left of it`() throws {
    func adjust(_ cents: Int, _ history: (any DomainEvent)...) throws -> [any DomainEvent] {
      var state = Billing.initial
      for event in [try scene.issued()] + history { Billing.evolve(&state, event) }
      return try Billing.decide(
        .adjust(patient, scene.first, credit: Money(cents: cents), reason: "insurance"), state,
        try Given(Billing.self).context)
    }
    try expect(
      adjust(60_00),
      equal: Billing.StatementAdjusted(
        patient: patient, statement: scene.first, credit: Money(cents: 60_00),
        reason: "insurance", on: try day("2026-03-02")))
    #expect(throws: Billing.Failure.creditTooLarge(owed: Money(cents: 60_00))) {
      try adjust(60_01)
    }
    #expect(throws: Billing.Failure.wrongAmount) { try adjust(0) }
    // What is being paid can't be taken off too.
    #expect(throws: Billing.Failure.creditTooLarge(owed: Money(cents: 40_00))) {
      try adjust(40_01, try scene.requested(try scene.charge(20_00)))
    }
  }

  @Test func `A guarantor is assigned once, and a patient may have several`() throws {
    let assigned = Billing.GuarantorAssigned(patient: patient, guarantor: GuarantorID("G1"))
    try expect(
      Given(Billing.self).when(.assignGuarantor(patient, GuarantorID("G1"))), equal: assigned)
    #expect(
      try Given(Billing.self, assigned).when(.assignGuarantor(patient, GuarantorID("G1"))).isEmpty)
    #expect(
      try Given(Billing.self, assigned).when(.assignGuarantor(patient, GuarantorID("G2"))).count
        == 1)
  }

  @Test func `The guarantor's number or the patient's birth date shows who may see a bill`() throws
  {
    let enrolled = Account.Enrolled(
      patient: patient, givenName: "Ada", familyName: "B", birthDate: try day("1980-02-29"),
      clinicNumber: nil, phone: nil)
    let given = Given(
      Billing.self, enrolled,
      Billing.GuarantorAssigned(patient: patient, guarantor: GuarantorID("G1")))
    let today = try day("2026-03-02")
    func prove(_ proof: Billing.Proof) throws -> [any DomainEvent] {
      try given.when(.prove(patient, proof, asOf: today))
    }
    try expect(
      prove(.guarantor(GuarantorID("G1"))),
      equal: Billing.IdentityProven(patient: patient, by: .guarantor, on: today))
    try expect(
      prove(.birthDate(try day("1980-02-29"))),
      equal: Billing.IdentityProven(patient: patient, by: .birthDate, on: today))
    try expect(
      prove(.guarantor(GuarantorID("G2"))),
      equal: Billing.IdentityFailed(patient: patient, by: .guarantor, on: today))
    try expect(
      prove(.birthDate(try day("1980-03-01"))),
      equal: Billing.IdentityFailed(patient: patient, by: .birthDate, on: today))
    // Nobody is known by nothing.
    try expect(
      Given(Billing.self).when(.prove(patient, .birthDate(try day("1980-02-29")), asOf: today)),
      equal: Billing.IdentityFailed(patient: patient, by: .birthDate, on: today))
  }

  @Test func `After some wrong proofs none is taken on that day, the right one neither`() throws {
    let today = try day("2026-03-02")
    let failed = Billing.IdentityFailed(patient: patient, by: .guarantor, on: today)
    var state = Billing.initial
    Billing.evolve(
      &state, Billing.GuarantorAssigned(patient: patient, guarantor: GuarantorID("G1")))
    let right = Billing.Command.prove(patient, .guarantor(GuarantorID("G1")), asOf: today)
    for _ in 0..<4 { Billing.evolve(&state, failed) }
    let context = try Given(Billing.self).context
    #expect(try Billing.decide(right, state, context).first is Billing.IdentityProven)
    Billing.evolve(&state, failed)
    #expect(throws: Billing.Failure.proofsUsedUp) { try Billing.decide(right, state, context) }
    let tomorrow = try Given(Billing.self).at("2026-03-03T16:00:00Z").context
    #expect(try Billing.decide(right, state, tomorrow).first is Billing.IdentityProven)
    // Who was right once starts anew.
    state.failedProofs = [today: 4]
    Billing.evolve(&state, Billing.IdentityProven(patient: patient, by: .guarantor, on: today))
    #expect(state.failedProofs[today] == 0)
  }
}
