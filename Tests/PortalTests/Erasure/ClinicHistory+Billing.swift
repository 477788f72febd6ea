import PortalDomain

@testable import Portal

extension ClinicHistory {
  /// Wei has a bill with a payment on its way and a plan on offer, and a form that was handed in with
  /// an answer that can't wait: all that the clinic's lists of billing and forms can hold.
  static func billWei(_ portal: Portal, as origin: Origin) async throws {
    let (wei, today) = (PatientID("wei"), portal.context.today)
    let (bill, other) = (StatementID("wei-bill"), StatementID("wei-other"))
    for (id, cents) in [(bill, 50_00), (other, 200_00)] {
      try await portal.perform(
        Billing.self,
        .issue(
          Billing.StatementIssued(
            patient: wei, statement: id, guarantor: nil, issuedOn: today.adding(days: -60),
            dueOn: today.adding(days: -30),
            lines: [Billing.Line(code: "99213", text: "visit", amount: Money(cents: cents))])),
        as: origin)
    }
    let method = try await portal.addMethod(token: "tok_visa:wei", of: wei, as: origin)
    try await portal.perform(
      Billing.self,
      .requestPayment(try portal.order(for: wei, statement: bill, method: method.id)), as: origin)
    try await portal.perform(Billing.self, .offerPlan(wei, [other], months: 2), as: origin)
    try await portal.perform(
      Forms.self, .assign(Forms.Assignment(wei, QuestionnaireID("phq-9"))), as: origin)
    guard let form = try portal.openForms(of: wei).first else { return }
    while let question = try portal.form(form.id, of: wei)?.next {
      let code = question.id.value == "q9" || question.id.value == "difficulty" ? "1" : "0"
      try await portal.perform(
        Forms.self, .answer(wei, form.id, question.id, .choice(code)), as: origin)
    }
    try await portal.perform(Forms.self, .submit(wei, form.id), as: origin)
  }
}
