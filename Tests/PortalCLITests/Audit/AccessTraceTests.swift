import ArgumentParser
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalCLI

/// No command of the clinic's side or of the auditors shows a patient's data without leaving its trace.
///
/// The commands are taken from the program's own tree: one that is new belongs into one of the lists
/// below, or this fails.
@Suite struct AccessTraceTests {
  private enum Kind {
    /// It shows data of these patients.
    case shows([String])
    /// It changes something, and says which events that made; whatever else it shows counts as shown.
    case changes
    /// It shows the clinic's own affairs.
    case clinic
  }

  private struct Scenario {
    let kind: Kind
    let arguments: [String]

    var isShowing: Bool { if case .shows = kind { true } else { false } }

    static func shows(_ arguments: String..., of patients: [String] = ["maria"]) -> Scenario {
      Scenario(kind: .shows(patients), arguments: arguments)
    }
    static func changes(_ arguments: String...) -> Scenario {
      Scenario(kind: .changes, arguments: arguments)
    }
    static func clinic(_ arguments: String...) -> Scenario {
      Scenario(kind: .clinic, arguments: arguments)
    }
  }

  private static let scenarios: [String: Scenario] = [
    // What shows a patient's data.
    "staff slots calendar": .shows("chen", "--on", "2026-03-08"),
    "staff appointments list": .shows("--patient", "maria"),
    "staff appointments show": .shows("A-maria"),
    "staff waitlist list": .shows(),
    "staff patient": .shows("maria"),
    "staff proxies": .shows("mia", of: ["mia"]),
    "staff care-team": .shows("maria"),
    "staff help-requests": .shows(), "staff callbacks": .shows(),
    "staff refills": .shows(),
    "staff auto-refills": .shows(),
    "staff prescriptions": .shows("maria"),
    "staff fills": .shows("maria", "maria-lisinopril"),
    "staff pharmacy-messages list": .shows(),
    "staff notices list": .shows("maria"),
    "staff notices due": .shows(),
    "staff results queue": .shows(),
    "staff records show": .shows("maria"),
    "staff records history": .shows("maria", "2093-3"),
    "staff shares list": .shows("maria"),
    "staff messages list": .shows(),
    "staff messages show": .shows("maria-fasting", "--patient", "maria"),
    "staff education suggest": .shows("maria"),
    "staff education given": .shows("maria"),
    "staff accounting": .shows("maria"),
    "staff statements list": .shows("maria"),
    "staff statements show": .shows("ST1003"),
    "staff payments list": .shows("maria"),
    "staff payments receipt": .shows("P1002"),
    "staff methods list": .shows("maria"),
    "staff plans list": .shows("maria"),
    "staff overdue": .shows(),
    "staff forms list": .shows("maria"),
    "staff forms show": .shows("Q-maria-visit"),
    "audit replay": .shows("--patient", "maria", "--limit", "3"),
    "audit disclosures": .shows("maria", "--all"),
    "audit access": .shows("--patient", "maria"),
    "audit prove": .shows("--payment", "P1002"),

    // What may have nothing to show.
    "staff notices failed": .changes(),
    "staff forms submitted": .changes(),
    "staff forms crises": .changes(),

    // What changes something.
    "staff appointments book": .changes("maria", "none"),
    "staff appointments change": .changes("A-maria", "--to", "none"),
    "staff appointments cancel": .changes("A-none"),
    "staff appointments confirm": .changes("A-maria"),
    "staff appointments check-in": .changes("A-maria"),
    "staff appointments complete": .changes("A-maria"),
    "staff appointments no-show": .changes("A-maria"),
    "staff waitlist join": .changes("rosa", "--specialty", "cardiology"),
    "staff waitlist offer": .changes("none"),
    "staff waitlist accept": .changes("none"),
    "staff waitlist decline": .changes("none"),
    "staff waitlist leave": .changes("none"),
    "staff waitlist advance": .changes(),
    "staff enrol": .changes(
      "--given", "Ada", "--family", "Berg", "--born", "1990-01-01", "--number", "4100999"),
    "staff activation": .changes("maria"),
    "staff set-pin": .changes("maria"),
    "staff consent": .changes("maria", "billingByText", "--given"),
    "staff preferences": .changes("maria", "--language", "en"),
    "staff contact": .changes("maria", "--new-email", "m@example.org"),
    "staff stop-texts": .changes("+15075550199"),
    "staff add-proxy": .changes("rosa", "maria", "--relation", "other"),
    "staff end-proxy": .changes("rosa", "maria", "--reason", "no longer"),
    "staff assign": .changes("rosa", "patel", "--role", "primary care"),
    "staff unassign": .changes("rosa", "patel"),
    "staff close-help": .changes("none", "--outcome", "helped"),
    "staff attend": .changes("1", "--outcome", "called back"),
    "staff reset-credentials": .changes("maria"),
    "staff unlock": .changes("maria"),
    "staff sign-out": .changes("maria"),
    "staff approve": .changes("none"), "staff ship": .changes("none"),
    "staff deny": .changes("none", "--reason", "no"),
    "staff delay": .changes("none", "--until", "2026-03-09"),
    "staff deliver": .changes("none"),
    "staff prescribe": .changes("rosa", "aspirin", "--refills", "1"),
    "staff stop": .changes("rosa", "none", "--reason", "no"),
    "staff dispense": .changes("maria", "maria-metformin"),
    "staff pharmacy-messages answer": .changes("none", "Yes."),
    "staff notices retry": .changes("none"),
    "staff results post": .changes(
      "maria", "--code", "2093-3", "--name", "Total cholesterol", "--value", "190"),
    "staff results review": .changes("maria-cbc"),
    "staff results release": .changes("maria", "maria-cbc"),
    "staff results correct": .changes("maria", "none", "--value", "1", "--reason", "typo"),
    "staff reports post": .changes(
      "maria", "--kind", "radiology", "--title", "X-ray", "--impression", "Fine."),
    "staff reports amend": .changes("maria", "none", "--text", "More."),
    "staff notes post": .changes("maria", "--title", "Visit", "--text", "All well."),
    "staff documents add": .changes("maria", "none", "--title", "Letter", "--type", "text/plain"),
    "staff conditions add": .changes("maria", "Hay fever"),
    "staff conditions resolve": .changes("maria", "none"),
    "staff allergies add": .changes("maria", "Latex"),
    "staff immunizations add": .changes("maria", "Flu"),
    "staff vitals add": .changes("maria", "--code", "8867-4", "--name", "Pulse", "--value", "70"),
    "staff records retract": .changes("maria", "none", "--reason", "typo"),
    "staff shares create": .changes("maria", "--with", "Dr. Lee"),
    "staff shares open": .changes("none", "code"),
    "staff shares revoke": .changes("maria", "none"),
    "staff shares expire": .changes(),
    "staff messages answer": .changes("none", "Yes."),
    "staff messages start": .changes("maria", "Please call us.", "--subject", "A call"),
    "staff messages assign": .changes("maria-fasting", "nurse"),
    "staff messages close": .changes("none"),
    "staff education give": .changes("maria", "asthma"),
    "staff disclose": .changes("maria", "--recipient", "A", "--ground", "treatment"),
    "staff restrict": .changes("rosa"), "staff unrestrict": .changes("rosa"),
    "staff break-glass": .changes("rosa", "--matter", "results", "--reason", "legalDuty"),
    "staff statements issue": .changes(
      "rosa", "--line", "99213:Office visit:60.00", "--due", "2030-04-01"),
    "staff statements void": .changes("none", "--reason", "typo"),
    "staff statements add-fee": .changes("ST1003"),
    "staff statements adjust": .changes("ST1003", "5.00", "--reason", "kindness"),
    "staff statements close-day": .changes(),
    "staff statements guarantor": .changes("rosa", "G1"),
    "staff payments take": .changes("maria", "10.00", "--method", "M-maria-visa"),
    "staff payments refund": .changes("P1002", "5.00", "--reason", "kindness"),
    "staff payments record-return": .changes("none", "--code", "R01"),
    "staff payments resume": .changes(),
    "staff methods add": .changes("maria", "tok_none"),
    "staff methods remove": .changes("maria", "none"),
    "staff plans offer": .changes("maria", "--months", "3"),
    "staff plans agree": .changes("none"), "staff plans end": .changes("none"),
    "staff forms assign": .changes("rosa", "pre-visit"),
    "staff forms review": .changes("none"),
    "staff forms reopen": .changes("none", "--reason", "more"),
    "staff forms withdraw": .changes("none", "--reason", "none"),
    "staff forms acknowledge": .changes("none", "q", "--note", "seen"),
    "audit review": .changes(),

    // The clinic's own affairs, and what shows no content.
    "staff places list": .clinic(),
    "staff places add": .clinic(
      "x", "--name", "X", "--phone", "+15075550150", "--street", "1 Main St", "--city", "Rochester",
      "--state", "MN", "--zip", "55901"),
    "staff places change": .clinic("rochester"), "staff places close": .clinic("x"),
    "staff specialties list": .clinic(),
    "staff specialties add": .clinic("surgery", "--about", "Surgery"),
    "staff providers list": .clinic(),
    "staff providers add": .clinic("zhu", "--name", "Dr. Zhu", "--specialty", "cardiology"),
    "staff providers place": .clinic("chen"),
    "staff features list": .clinic(), "staff features on": .clinic("booking"),
    "staff features off": .clinic("education"),
    "staff slots list": .clinic(),
    "staff slots publish": .clinic(
      "--provider", "chen", "--place", "rochester", "--from", "2026-04-01", "--opens", "09:00",
      "--closes", "10:00"),
    "staff slots withdraw": .clinic("--provider", "chen", "--from", "2026-05-01"),
    "staff list": .clinic(), "staff add": .clinic("zoe", "--role", "nurse"),
    "staff roles": .clinic("zoe", "nurse"), "staff disable": .clinic("zoe"),
    "staff enable": .clinic("zoe"), "staff set-password": .clinic("zoe"),
    "staff add-provider": .clinic("lund", "--name", "Dr. Lund"),
    "staff announcements list": .clinic(),
    "staff announcements publish": .clinic("News", "We move.", "--until", "2026-04-01"),
    "staff announcements withdraw": .clinic("none"),
    "staff education find": .clinic("asthma"), "staff education show": .clinic("asthma"),
    "staff forms questionnaires": .clinic(), "staff forms define": .clinic("none"),
    "audit verify": .clinic(), "audit checkpoint": .clinic(), "audit export": .clinic("export"),
    "audit verify-proof": .clinic("none", "--vkey", "none"),
    "audit witness": .clinic("none", "--state", "none"), "audit policy": .clinic(),
  ]

  /// By whom somebody is known, of those whose data is shown.
  private static let marks: [String: [String]] = [
    "maria": ["maria", "Alvarez", "4100101"], "james": ["james", "Okafor", "4100102"],
    "rosa": ["rosa", "Delgado", "4100104"], "mia": ["mia-", "Mia ", "4100113"],
    "tom": ["Becker", "4100105"],
  ]

  private static func leaves(
    of command: any ParsableCommand.Type, _ path: String
  ) -> [(path: String, type: any ParsableCommand.Type)] {
    command.configuration.subcommands.flatMap { sub in
      let name = path + " " + sub._commandName
      return sub.configuration.subcommands.isEmpty ? [(name, sub)] : leaves(of: sub, name)
    }
  }

  private static let commands =
    leaves(of: StaffCommand.self, "staff") + leaves(of: Audit.self, "audit")

  @Test func `Every command is in one of the lists`() {
    #expect(Self.commands.count > 100)
    let names = Set(Self.commands.map(\.path))
    for name in names.subtracting(Self.scenarios.keys).sorted() {
      Issue.record("'portal \(name)' is new: say in this test whether it shows a patient's data")
    }
    for name in Set(Self.scenarios.keys).subtracting(names).sorted() {
      Issue.record("there is no 'portal \(name)' any more")
    }
  }

  @Test func `Whatever shows a patient's data leaves its trace`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    try await prepare(portal)
    let path = store.folder.path + "/store"
    let now = DemonstrationStore.morning.formatted(.iso8601)
    // What shows data, each time; what should show none, where time doesn't matter.
    let scenarios = Self.scenarios.filter { Endurance.isAll || $0.value.isShowing }
    for (name, scenario) in scenarios.sorted(by: { $0.key < $1.key }) {
      let head = try portal.head()
      var arguments = name.split(separator: " ").map(String.init) + scenario.arguments
      if !["audit verify-proof", "audit witness"].contains(name) {
        arguments += ["--store", path, "--now", now]
      }
      if Self.takesName(name) { arguments += ["--as", "ann"] }
      if name == "audit export" { arguments[2] = store.folder.path + "/export" }
      let run = try await PortalProgram.run(arguments)
      #expect(!run.died && run.status != 64, "\(name): \(run)")
      var seen = Set(
        Self.marks.filter { _, marks in marks.contains { run.output.contains($0) } }.keys)
      switch scenario.kind {
      case .shows(let patients):
        #expect(run.status == 0 && !run.output.isEmpty, "\(name): \(run)")
        seen.formUnion(patients)
      case .changes: break
      case .clinic: #expect(seen.isEmpty, "\(name) shows \(seen)")
      }
      for patient in seen.sorted() {
        let looks = try portal.disclosures(of: PatientID(patient), limit: 3)
        #expect(
          looks.contains { $0.position > head && $0.actor == .staff("ann") },
          "'portal \(name)' shows data of \(patient), and nobody can tell that ann saw it")
      }
    }
  }

  private static func takesName(_ name: String) -> Bool {
    name.hasPrefix("staff ")
      || ["replay", "disclosures", "access", "review", "prove"].contains(String(name.dropFirst(6)))
  }

  /// Puts something into every list that is empty in the demonstration.
  private func prepare(_ portal: Portal) async throws {
    let origin = Origin(actor: .system, channel: .feed)
    // Whatever is shown to anybody is shown to ann.
    let ann = try #require(StaffName("ann"))
    try await portal.perform(Staff.self, .changeRoles(ann, Set(Role.allCases)), as: origin)
    let maria = PatientID("maria")
    let lisinopril = PrescriptionID("maria-lisinopril")
    try await portal.perform(
      Prescriptions.self, .requestRefill(maria, PrescriptionID("maria-lisinopril")), as: origin)
    try await portal.perform(
      Prescriptions.self, .setAutoRefill(maria, lisinopril, on: true), as: origin)
    try await portal.sendPharmacyMessage("Is it in?", about: lisinopril, of: maria, as: origin)
    try await portal.perform(
      HelpDesk.self, .request(HelpID("H1"), maria, from: nil), as: origin)
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    try await portal.record([Conversations.HandedOff(phone: phone, patient: maria)], as: origin)
    try await portal.perform(
      Appointments.self, .join(maria, SlotQuery(specialty: "primary care")), as: origin)
    let bill = StatementID("ST1004")
    try await portal.perform(Billing.self, .offerPlan(maria, [bill], months: 3), as: origin)
    _ = try await portal.give(ArticleID("asthma"), to: maria, because: nil, as: origin)
    _ = try await portal.share(recordOf: maria, with: "Dr. Lee", as: origin)
    try await portal.perform(
      Messages.self,
      .start(
        maria, ThreadID("T1"), to: .careTeam, provider: nil, subject: "A question", about: nil,
        .init(MessageID("M1"), "May I drive again?")), as: origin)
  }
}
