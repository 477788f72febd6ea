import ArgumentParser
import Portal
import PortalDomain

/// Payments: listing them, taking them at the desk, giving money back.
struct PaymentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments",
    abstract: "Payments: list, take, refund, record a bank's return, ask the processor again.",
    subcommands: [
      List.self, Take.self, Receipt.self, Refund.self, RecordReturn.self, Resume.self,
    ])

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient's payments, past and pending, the latest first.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Option(help: "Which page.") var page = 1
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.billing], for: .payment)
      let payments = try desk.portal.payments(of: patient, page: page)
      if payments.items.isEmpty { desk.say("No payment on this page.") }
      for payment in payments.items { try desk.show(payment) }
      if payments.pages > 1 { desk.say("Page \(page) of \(payments.pages).") }
    }
  }

  struct Take: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Charge a card or bank account on file.",
      discussion: "Without an amount, all that is owed is charged.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Argument(help: "How much: 60.00.") var amount: String?
    @Option(help: "The number of the card or bank account; see 'portal staff methods list'.")
    var method: String
    @Option(help: "Only this bill.") var statement: String?
    @Option(help: "The next instalment of this plan.") var plan: String?
    @Flag(help: "Take the same amount again, though it was just taken.") var again = false
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let order = try desk.portal.order(
        for: patient, try amount.map(desk.money),
        plan.map { .instalment(PlanID($0)) } ?? .balance,
        statement: statement.map { StatementID($0) }, method: MethodID(method),
        isMeantAgain: again)
      switch try await desk.portal.pay(order, as: desk.origin) {
      case .taken(let payment): try desk.show(payment)
      case .declined(let payment, let reason):
        try desk.show(payment)
        throw Complaint("declined: \(reason.message)")
      case .pending(let payment):
        try desk.show(payment)
        desk.say("The processor doesn't answer. Run 'portal staff payments resume' later.")
      }
    }
  }

  struct Receipt: StaffAction {
    static let configuration = CommandConfiguration(abstract: "The receipt of a payment.")

    @Argument(help: "The payment's number.") var payment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let receipt = try desk.portal.receipt(PaymentID(payment)) else {
        throw Complaint("no payment \(payment) was taken; see 'portal staff payments list'")
      }
      try await desk.noteAccess(to: receipt.patient, [.billing], for: .payment)
      let charge = receipt.charge
      try desk.show(
        "\(charge.payment)  \(charge.amount)  \(charge.label)  \(receipt.takenOn)  "
          + "for \(charge.parts.map { "\($0.statement) \($0.amount)" }.joined(separator: ", "))  "
          + "position \(receipt.position)",
        [
          "payment": .text(charge.payment.value), "patient": .text(receipt.patient.value),
          "amount": .text(charge.amount.plain), "method": .text(charge.label),
          "reference": .text(receipt.reference), "takenOn": .text(receipt.takenOn.description),
          "settlesOn": receipt.settlesOn.map { .text($0.description) } ?? .null,
          "position": JSONValue(receipt.position), "parts": .list(charge.parts.map(\.json)),
        ])
    }
  }

  struct Refund: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Give back what was paid, or part of it.")

    @Argument(help: "The payment's number.") var payment: String
    @Argument(help: "How much: 20.00.") var amount: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = PaymentID(payment)
      let patient = try desk.patient(ofPayment: id)
      let refunded = try await desk.portal.refund(
        id, of: patient, try desk.money(amount), reason: reason, as: desk.origin)
      try desk.show(refunded)
      switch refunded.refunds.last?.stage {
      case .failed: throw Complaint("the processor didn't give the money back")
      case .requested:
        desk.say("The processor doesn't answer. Run 'portal staff payments resume' later.")
      case .refunded, nil: break
      }
    }
  }

  struct RecordReturn: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "record-return", abstract: "A bank took a payment back.")

    @Argument(help: "The payment's number.") var payment: String
    @Option(help: "The bank's code: R01, R02, R03, R10, or R99 for any other.") var code: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let reason = Billing.ReturnReason(rawValue: code.uppercased()) else {
        throw Complaint("'\(code)' is no code; use R01, R02, R03, R10 or R99")
      }
      let id = PaymentID(payment)
      try await desk.perform(
        Billing.self, .recordReturn(try desk.patient(ofPayment: id), id, reason))
    }
  }

  struct Resume: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Ask the processor again for what it hasn't answered.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let count = try await desk.portal.resumePayments(as: desk.origin)
      try desk.show(
        "\(count) answered.", ["answered": JSONValue(UInt64(count))])
    }
  }
}

/// Cards and bank accounts on file.
struct MethodsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods", abstract: "Cards and bank accounts on file: list, add, remove.",
    subcommands: [List.self, Add.self, Remove.self])

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient's cards and bank accounts.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.billing], for: .payment)
      let methods = try desk.portal.methods(of: patient)
      if methods.isEmpty { desk.say("Nothing is on file.") }
      for method in methods { try desk.show(method) }
    }
  }

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Keep a card or bank account by the processor's token, never by its number.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Argument(help: "The processor's token.") var token: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(
        try await desk.portal.addMethod(
          token: token, of: try desk.patient(patient), as: desk.origin))
    }
  }

  struct Remove: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Remove a card or bank account.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Argument(help: "The number of the card or bank account.") var method: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Billing.self, .removeMethod(try desk.patient(patient), MethodID(method)))
    }
  }
}
