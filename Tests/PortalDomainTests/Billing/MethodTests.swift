import PortalDomain
import Testing

@Suite struct MethodTests {
  let scene = BillingScene()
  var patient: PatientID { scene.patient }

  func method(
    token: String = "tok_x", lastFour: String = "4242", brand: String = "Visa",
    expires: Billing.CardExpiry? = nil
  ) -> Billing.MethodAdded {
    Billing.MethodAdded(
      patient: patient, method: MethodID("M9"), kind: .card, brand: brand, lastFour: lastFour,
      expires: expires, token: token)
  }

  @Test func `A card is kept by its token, once`() throws {
    try expect(Given(Billing.self).when(.addMethod(scene.hasVisa())), equal: scene.hasVisa())
    #expect(try Given(Billing.self, scene.hasVisa()).when(.addMethod(scene.hasVisa())).isEmpty)
    // The processor's token is what makes it the same card.
    #expect(
      try Given(Billing.self, scene.hasVisa()).when(.addMethod(method(token: "tok_visa"))).isEmpty)
  }

  @Test(arguments: [
    "4242424242424242", "4242 4242 4242 4242", "tok 5555-5555-5555-4444", "378282246310005", "",
  ])
  func `A card's number is never kept`(token: String) {
    #expect(throws: Billing.Failure.notAToken) {
      try Given(Billing.self).when(.addMethod(method(token: token)))
    }
  }

  @Test func `A card's number isn't kept as a name either`() {
    #expect(throws: Billing.Failure.notAToken) {
      try Given(Billing.self).when(.addMethod(method(brand: "Visa 4242424242424242")))
    }
  }

  @Test(arguments: ["tok_1234567890123456", "ba_ok", "pm_1PqX0000000000"])
  func `A token may hold digits that are no card's number`(token: String) throws {
    #expect(try Given(Billing.self).when(.addMethod(method(token: token))).count == 1)
  }

  @Test(arguments: ["", "424", "42424", "4 42", "abcd", "٤٢٤٢"])
  func `The last four digits are four digits`(lastFour: String) {
    #expect(throws: Billing.Failure.wrongLastFour) {
      try Given(Billing.self).when(.addMethod(method(lastFour: lastFour)))
    }
  }

  @Test func `An expired card isn't taken`() throws {
    #expect(throws: Billing.Failure.methodExpired(label: "Visa ••4242")) {
      try Given(Billing.self).when(.addMethod(scene.hasVisa(until: 2026, 2)))
    }
    #expect(
      try Given(Billing.self).when(.addMethod(scene.hasVisa(until: 2026, 3))).count == 1)
    #expect(Billing.CardExpiry(year: 2026, month: 13) == nil)
    #expect(Billing.CardExpiry(year: 26, month: 1) == nil)
  }

  @Test func `A patient keeps so many ways to pay`() throws {
    var state = Billing.initial
    for number in 0..<10 {
      Billing.evolve(
        &state,
        Billing.MethodAdded(
          patient: patient, method: MethodID("M-\(number)"), kind: .bank, brand: "bank",
          lastFour: "0000", expires: nil, token: "t\(number)"))
    }
    let context = try Given(Billing.self).context
    #expect(throws: Billing.Failure.tooManyMethods(most: 10)) {
      try Billing.decide(.addMethod(method()), state, context)
    }
    Billing.evolve(&state, Billing.MethodRemoved(patient: patient, method: MethodID("M-3")))
    #expect(try Billing.decide(.addMethod(method()), state, context).count == 1)
  }

  @Test func `A method is removed, once, by whom it belongs to`() throws {
    let remove = Billing.Command.removeMethod(patient, scene.visa)
    let removed = Billing.MethodRemoved(patient: patient, method: scene.visa)
    try expect(Given(Billing.self, scene.hasVisa()).when(remove), equal: removed)
    #expect(try Given(Billing.self, scene.hasVisa(), removed).when(remove).isEmpty)
    #expect(throws: Billing.Failure.unknownMethod) { try Given(Billing.self).when(remove) }
    #expect(throws: Billing.Failure.unknownMethod) {
      try Given(Billing.self, scene.hasVisa()).when(.removeMethod(PatientID("p2"), scene.visa))
    }
  }

  @Test func `That a card has expired is noted when its month is over, once`() throws {
    let expire = Billing.Command.expireMethod(patient, scene.visa)
    let expired = Billing.MethodExpired(patient: patient, method: scene.visa)
    #expect(throws: Billing.Failure.methodNotExpired) {
      try Given(Billing.self, scene.hasVisa(until: 2026, 3)).when(expire)
    }
    try expect(
      Given(Billing.self, scene.hasVisa(until: 2026, 2)).when(expire), equal: expired)
    #expect(
      try Given(Billing.self, scene.hasVisa(until: 2026, 2), expired).when(expire).isEmpty)
    #expect(throws: Billing.Failure.methodNotExpired) {
      try Given(Billing.self, scene.hasBank).when(.expireMethod(patient, scene.bank))
    }
    #expect(throws: Billing.Failure.unknownMethod) { try Given(Billing.self).when(expire) }
  }
}
