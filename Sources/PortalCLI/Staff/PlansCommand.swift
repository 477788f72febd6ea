import ArgumentParser
import Portal
import PortalDomain

/// Payment plans.
struct PlansCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Payment plans: offer, list, agree for a patient, end.",
    subcommands: [Offer.self, List.self, Agree.self, End.self])

  struct Offer: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Offer a patient to pay bills in instalments.",
      discussion: "Without bills, all that are open and on no plan.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Option(help: "In how many months.") var months: Int
    @Option(
      name: .customLong("statement"),
      help: ArgumentHelp("A bill; give it as often as needed.", valueName: "number"))
    var statements: [String] = []
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let open = try desk.portal.openStatements(of: patient).filter { $0.plan == nil }.map(\.id)
      let chosen = statements.isEmpty ? open : statements.map { StatementID($0) }
      let changes = try await desk.perform(
        Billing.self, .offerPlan(patient, chosen, months: months))
      for case let offer as Billing.PlanOffered in changes.map(\.event) {
        for instalment in offer.instalments {
          desk.say("  \(instalment.number)  \(instalment.amount)  on \(instalment.dueOn)")
        }
      }
    }
  }

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The plans of a patient; without one, those offered or under way at the clinic.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String?
    @Option(help: "Which page.") var page = 1
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let plans: [Billing.Plan]
      if let patient = try patient.map(desk.patient) {
        try await desk.noteAccess(to: patient, [.billing], for: .payment)
        plans = try desk.portal.plans(of: patient, page: page).items
      } else {
        plans = try desk.portal.openPlans()
        try await desk.noteAccess(toEach: plans.map(\.patient), [.billing], for: .payment)
      }
      if plans.isEmpty { desk.say("No plan.") }
      for plan in plans { try desk.show(plan) }
    }
  }

  struct Agree: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient agreed to a plan at the desk.")

    @Argument(help: "The plan's number.") var plan: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, plan) = try desk.plan(plan)
      try await desk.perform(Billing.self, .agreePlan(patient, plan.id, plan.statements))
    }
  }

  struct End: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "End a plan; what is left is owed as before.")

    @Argument(help: "The plan's number.") var plan: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, plan) = try desk.plan(plan)
      try await desk.perform(
        Billing.self,
        .endPlan(patient, plan.id, plan.stage == .offered ? .declined : .cancelled))
    }
  }
}
