import Foundation
import PortalDomain
import Testing

/// What the tests of billing start from. Now is Monday, 2 March 2026, 10 am in Rochester.
struct BillingScene {
  let patient = PatientID("p1")
  let first = StatementID("ST1")
  let second = StatementID("ST2")
  let visa = MethodID("M1")
  let bank = MethodID("M2")

  func issued(
    _ id: StatementID? = nil, _ cents: Int = 60_00, due: String = "2026-02-25"
  ) throws -> Billing.StatementIssued {
    Billing.StatementIssued(
      patient: patient, statement: id ?? first, guarantor: GuarantorID("G1"),
      issuedOn: try day("2026-01-26"), dueOn: try day(due),
      lines: [Billing.Line(code: "99213", text: "Office visit", amount: Money(cents: cents))])
  }

  /// The second bill: $180.00, due on 12 March.
  func issuedSecond() throws -> Billing.StatementIssued {
    try issued(second, 180_00, due: "2026-03-12")
  }

  func hasVisa(until year: Int = 2030, _ month: Int = 12) -> Billing.MethodAdded {
    Billing.MethodAdded(
      patient: patient, method: visa, kind: .card, brand: "Visa", lastFour: "4242",
      expires: Billing.CardExpiry(year: year, month: month), token: "tok_visa")
  }

  var hasBank: Billing.MethodAdded {
    Billing.MethodAdded(
      patient: patient, method: bank, kind: .bank, brand: "bank", lastFour: "6789",
      expires: nil, token: "ba_ok")
  }

  func part(
    _ cents: Int, _ id: StatementID? = nil, due: String = "2026-02-25"
  ) throws -> Billing.Part {
    Billing.Part(statement: id ?? first, dueOn: try day(due), amount: Money(cents: cents))
  }

  func charge(
    _ cents: Int, _ parts: [Billing.Part]? = nil, id: String = "PCODE",
    by kind: Billing.MethodKind = .card, plan: PlanID? = nil, instalments: [Int]? = nil,
    on: String = "2026-03-02"
  ) throws -> Billing.Charge {
    Billing.Charge(
      payment: PaymentID(id), amount: Money(cents: cents), parts: try parts ?? [part(cents)],
      method: kind == .card ? visa : bank, kind: kind,
      label: kind == .card ? "Visa ••4242" : "bank ••6789", plan: plan,
      instalments: instalments, requestedOn: try day(on))
  }

  func requested(
    _ charge: Billing.Charge, at: String = "2026-03-02T16:00:00Z"
  ) throws -> Billing.PaymentRequested {
    Billing.PaymentRequested(
      patient: patient, charge: charge, key: "pay-\(charge.payment)",
      at: try Date.ISO8601FormatStyle().parse(at))
  }

  func taken(_ charge: Billing.Charge, settles: String? = nil) throws -> Billing.PaymentTaken {
    Billing.PaymentTaken(
      patient: patient, charge: charge, reference: "r1", on: try day("2026-03-02"),
      settlesOn: try settles.map { try day($0) })
  }

  func declined(_ charge: Billing.Charge) throws -> Billing.PaymentDeclined {
    Billing.PaymentDeclined(
      patient: patient, charge: charge, reason: .insufficientFunds, on: try day("2026-03-02"))
  }

  func order(
    _ cents: Int, _ purpose: Billing.Order.Purpose = .balance, _ statements: [StatementID]? = nil,
    with method: MethodID? = nil, asOf: String = "2026-03-02", again: Bool = false
  ) throws -> Billing.Command {
    .requestPayment(
      Billing.Order(
        patient, Money(cents: cents), purpose, statements: statements ?? [first],
        method: method ?? visa, asOf: try day(asOf), isMeantAgain: again))
  }
}
