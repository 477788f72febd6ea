internal import Foundation
internal import PortalDomain

/// What patients owe and have paid.
extension PopulationPatient {
  private static let services = [
    Billing.Line(code: "99213", text: "Office visit", amount: Money(cents: 60_00)),
    Billing.Line(code: "99214", text: "Office visit, longer", amount: Money(cents: 95_00)),
    Billing.Line(code: "80061", text: "Lipid panel", amount: Money(cents: 70_00)),
    Billing.Line(code: "85025", text: "Complete blood count", amount: Money(cents: 35_00)),
    Billing.Line(code: "71046", text: "Chest X-ray", amount: Money(cents: 110_00)),
  ]

  /// A bill of some, which most have paid with what they keep for it.
  mutating func addBills() {
    guard age >= 18, dice.chance(50), let number = enrolled.clinicNumber else { return }
    let guarantor = GuarantorID("G\(number)")
    let statement = StatementID("ST\(number)")
    events.append(Billing.GuarantorAssigned(patient: patient, guarantor: guarantor))
    let isOpen = dice.chance(20)
    let issuedOn = today.adding(days: -(isOpen ? dice.roll(1...28) : dice.roll(40...400)))
    let dueOn = issuedOn.adding(days: 30)
    let line = dice.pick(Self.services)
    events.append(
      Billing.StatementIssued(
        patient: patient, statement: statement, guarantor: guarantor, issuedOn: issuedOn,
        dueOn: dueOn, lines: [line]))
    guard !isOpen else { return }
    pay(
      line.amount, Billing.Part(statement: statement, dueOn: dueOn, amount: line.amount),
      with: keepMethod(), on: issuedOn.adding(days: dice.roll(2...25)))
  }

  /// A card of most, the account of some; its token is one of the sandbox's.
  private mutating func keepMethod() -> Billing.Method {
    let isCard = dice.chance(80)
    let added = Billing.MethodAdded(
      patient: patient, method: MethodID("M-\(patient)"), kind: isCard ? .card : .bank,
      brand: isCard ? "Visa" : "bank",
      lastFour: String(10_000 + dice.roll(0...9999)).suffix(4)
        .description,
      expires: isCard ? Billing.CardExpiry(today.adding(days: dice.roll(40...1400))) : nil,
      token: isCard ? "tok_visa:\(patient)" : "ba_ok:\(patient)")
    events.append(added)
    return Billing.Method(added)
  }

  private mutating func pay(
    _ amount: Money, _ part: Billing.Part, with method: Billing.Method, on day: LocalDate
  ) {
    let payment = PaymentID("P-\(patient)")
    let charge = Billing.Charge(
      payment: payment, amount: amount, parts: [part], method: method.id, kind: method.kind,
      label: method.label, requestedOn: day)
    let settlesOn =
      method.kind == .bank
      ? day.adding(businessDays: BillingPolicy().bankBusinessDays) : nil
    events.append(
      Billing.PaymentRequested(
        patient: patient, charge: charge, key: "pay-\(payment)",
        at: day.instant(hour: 17, in: .gmt)))
    events.append(
      Billing.PaymentTaken(
        patient: patient, charge: charge, reference: "sb_pay-\(payment)", on: day,
        settlesOn: settlesOn))
  }
}
