internal import Foundation
internal import PortalDomain

/// What the demonstration's people owe and have paid.
extension DemonstrationClinic {
  static func bills(_ context: Context) -> [any DomainEvent] {
    let guarantors: [any DomainEvent] = [
      ("maria", "G20101"), ("james", "G20102"), ("wei", "G20103"), ("mia", "G20103"),
      ("jun", "G20103"), ("rosa", "G20104"),
    ].map {
      Billing.GuarantorAssigned(patient: PatientID($0), guarantor: GuarantorID($1))
    }
    return guarantors + mariasBills(context) + jamesBills(context)
  }

  /// $60.00 five days past due and $180.00 due in ten days; Visa ••4242 and bank ••6789 on file.
  private static func mariasBills(_ context: Context) -> [any DomainEvent] {
    var maria = DemonstrationBills(PatientID("maria"), "G20101", context)
    let visa = maria.keep(
      "M-maria-visa", .card, "Visa", "4242", Billing.CardExpiry(context.today.adding(months: 57)),
      token: "tok_visa:maria")
    let bank = maria.keep("M-maria-bank", .bank, "bank", "6789", nil, token: "ba_ok:maria")
    maria.bill("ST1001", issued: -215, due: -185, [("99213", "Office visit", 45_00)])
    maria.pay("ST1001", 45_00, with: visa, "P1001", on: -201, due: -185)
    maria.bill(
      "ST1002", issued: -120, due: -90,
      [("99214", "Office visit, longer", 95_00), ("80061", "Lipid panel", 25_00)])
    maria.pay("ST1002", 70_00, with: bank, "P1002", on: -104, due: -90)
    maria.pay("ST1002", 50_00, with: visa, "P1003", on: -92, due: -90)
    maria.bill("ST1003", issued: -35, due: -5, [("99213", "Office visit", 60_00)])
    maria.bill(
      "ST1004", issued: -20, due: 10,
      [("71046", "Chest X-ray", 110_00), ("80061", "Lipid panel", 70_00)])
    return maria.events
  }

  /// $1,850.00, and a card whose month is over.
  private static func jamesBills(_ context: Context) -> [any DomainEvent] {
    var james = DemonstrationBills(PatientID("james"), "G20102", context)
    _ = james.keep(
      "M-james-mastercard", .card, "Mastercard", "4444",
      Billing.CardExpiry(context.today.adding(months: -2)), token: "tok_mastercard:james")
    james.add(
      Billing.MethodExpired(
        patient: PatientID("james"), method: MethodID("M-james-mastercard")))
    james.bill(
      "ST2001", issued: -18, due: 12,
      [
        ("99284", "Emergency visit", 1_150_00), ("70450", "CT scan of the head", 600_00),
        ("85025", "Complete blood count", 100_00),
      ])
    return james.events
  }
}

/// The bills of one person, built up a day after the other.
private struct DemonstrationBills {
  private(set) var events: [any DomainEvent] = []
  private let patient: PatientID
  private let guarantor: GuarantorID
  private let context: Context

  init(_ patient: PatientID, _ guarantor: String, _ context: Context) {
    self.patient = patient
    self.guarantor = GuarantorID(guarantor)
    self.context = context
  }

  mutating func add(_ event: any DomainEvent) { events.append(event) }

  mutating func keep(
    _ id: String, _ kind: Billing.MethodKind, _ brand: String, _ lastFour: String,
    _ expires: Billing.CardExpiry?, token: String
  ) -> Billing.Method {
    let added = Billing.MethodAdded(
      patient: patient, method: MethodID(id), kind: kind, brand: brand, lastFour: lastFour,
      expires: expires, token: token)
    events.append(added)
    return Billing.Method(added)
  }

  mutating func bill(
    _ id: String, issued: Int, due: Int, _ lines: [(code: String, text: String, cents: Int)]
  ) {
    events.append(
      Billing.StatementIssued(
        patient: patient, statement: StatementID(id), guarantor: guarantor,
        issuedOn: context.today.adding(days: issued), dueOn: context.today.adding(days: due),
        lines: lines.map {
          Billing.Line(code: $0.code, text: $0.text, amount: Money(cents: $0.cents))
        }))
  }

  /// A payment that the processor took at once.
  mutating func pay(
    _ statement: String, _ cents: Int, with method: Billing.Method, _ id: String, on day: Int,
    due: Int
  ) {
    let date = context.today.adding(days: day)
    let amount = Money(cents: cents)
    let charge = Billing.Charge(
      payment: PaymentID(id), amount: amount,
      parts: [
        Billing.Part(
          statement: StatementID(statement), dueOn: context.today.adding(days: due),
          amount: amount)
      ], method: method.id, kind: method.kind, label: method.label, requestedOn: date)
    events +=
      [
        Billing.PaymentRequested(
          patient: patient, charge: charge, key: "pay-\(id)",
          at: context.now.addingTimeInterval(Double(day) * 86_400)),
        Billing.PaymentTaken(
          patient: patient, charge: charge, reference: "sb_pay-\(id)", on: date,
          settlesOn: method.kind == .bank
            ? date.adding(businessDays: context.policy.billing.bankBusinessDays) : nil),
      ] as [any DomainEvent]
  }
}
