import ArgumentParser
import Foundation
import Portal
import PortalDomain

extension StaffCommand {
  static let billingCommands: [any ParsableCommand.Type] = [
    StatementsCommand.self, PaymentsCommand.self, MethodsCommand.self, PlansCommand.self,
    OverdueCommand.self,
  ]
}

/// Bills: making them, listing them, changing them.
struct StatementsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements", abstract: "Bills: issue, list, show, void, add fees, adjust.",
    subcommands: [
      Issue.self, List.self, Show.self, Void.self, AddFee.self, Adjust.self, CloseDay.self,
      Guarantor.self,
    ])

  struct Issue: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Bill a patient.",
      discussion: "A line is its code, its words and its amount: '99213:Office visit:60.00'.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Option(
      name: .customLong("line"),
      help: ArgumentHelp("A line; give it as often as needed.", valueName: "code:text:amount"))
    var lines: [String]
    @Option(help: ArgumentHelp("When it's due: 2026-04-01.", valueName: "day"))
    var due: LocalDate
    @Option(help: ArgumentHelp("The bill's number (made up unless given).", valueName: "number"))
    var number: String?
    @Option(help: ArgumentHelp("The guarantor's number.", valueName: "number"))
    var guarantor: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let context = desk.portal.context
      let known = try desk.portal.guarantors(of: patient).first
      let statement = number.map { StatementID($0) } ?? context.newIdentifier("ST")
      try await desk.perform(
        Billing.self,
        .issue(
          Billing.StatementIssued(
            patient: patient, statement: statement,
            guarantor: guarantor.map { GuarantorID($0) } ?? known, issuedOn: context.today,
            dueOn: due, lines: try lines.map(desk.line))))
    }
  }

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient's bills, the latest first, and what is owed on each.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Option(help: "Which page.") var page = 1
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.billing], for: .payment)
      let statements = try desk.portal.statements(of: patient, page: page)
      if statements.items.isEmpty { desk.say("No bill on this page.") }
      for statement in statements.items { try desk.show(statement) }
      if statements.pages > 1 { desk.say("Page \(page) of \(statements.pages).") }
    }
  }

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A bill with its lines.")

    @Argument(help: "The bill's number.") var statement: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = StatementID(statement)
      let patient = try desk.patient(ofStatement: id)
      try await desk.noteAccess(to: patient, [.billing], for: .payment)
      guard let statement = try desk.portal.statement(id, of: patient) else {
        throw Billing.Failure.unknownStatement
      }
      try desk.show(statement)
      for line in statement.lines { desk.say("  \(line.code)  \(line.text)  \(line.amount.plain)") }
    }
  }

  struct Void: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Take a bill back that was a mistake.")

    @Argument(help: "The bill's number.") var statement: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = StatementID(statement)
      try await desk.perform(
        Billing.self, .void(try desk.patient(ofStatement: id), id, reason: reason))
    }
  }

  struct AddFee: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Add the late fee to a bill that wasn't paid in time.")

    @Argument(help: "The bill's number.") var statement: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = StatementID(statement)
      try await desk.perform(Billing.self, .addLateFee(try desk.patient(ofStatement: id), id))
    }
  }

  struct Adjust: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Take something off a bill: what an insurer pays, or a discount.")

    @Argument(help: "The bill's number.") var statement: String
    @Argument(help: "How much is taken off: 20.00.") var amount: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = StatementID(statement)
      try await desk.perform(
        Billing.self,
        .adjust(
          try desk.patient(ofStatement: id), id, credit: try desk.money(amount), reason: reason))
    }
  }

  struct CloseDay: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Add the late fees of this day, and note the instalments that were missed.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(try await desk.portal.closeBillingDay(as: desk.origin))
    }
  }

  struct Guarantor: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Say who answers for a patient's bills.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Argument(help: "The guarantor's number.") var guarantor: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Billing.self, .assignGuarantor(try desk.patient(patient), GuarantorID(guarantor)))
    }
  }
}

/// The bills that need somebody at the clinic.
struct OverdueCommand: StaffAction {
  static let configuration = CommandConfiguration(
    commandName: "overdue", abstract: "The bills that are overdue, or whose payment failed.")

  @Flag(help: "Only those whose payment failed.") var failed = false
  @OptionGroup var options: StaffOptions

  func run(at desk: StaffDesk) async throws {
    let bills = try failed ? desk.portal.failedPayments() : desk.portal.overdueStatements()
    try await desk.noteAccess(toEach: bills.map(\.patient), [.billing], for: .payment)
    if bills.isEmpty { desk.say(failed ? "No payment failed." : "No bill is overdue.") }
    for bill in bills {
      var object = bill.statement.json
      object["failed"] = bill.failed.map { .text($0.reason) } ?? .null
      try desk.show(
        "\(bill.patient)  \(bill.statement.line)"
          + (bill.failed.map { "  payment \($0.payment) failed: \($0.reason)" } ?? ""), object)
    }
  }
}
