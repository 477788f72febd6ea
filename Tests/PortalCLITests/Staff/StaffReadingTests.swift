import Foundation
import PortalDomain
import TestSupport
import Testing

/// What the staff see of a patient goes by their roles: written down a second time, by what is typed.
@Suite struct StaffReadingTests {
  private static let staff: [Role: String] = [
    .administrator: "ann", .biller: "biller", .frontDesk: "frontdesk", .nurse: "nurse",
    .pharmacist: "pharmacist", .provider: "patel",
  ]

  private static let commands: [(typed: String, readers: Set<Role>)] = [
    ("patient maria", Set(Role.allCases)),
    (
      "appointments list --patient maria", [.administrator, .biller, .frontDesk, .nurse, .provider]
    ),
    (
      "slots calendar chen --on 2026-03-08",
      [.administrator, .biller, .frontDesk, .nurse, .provider]
    ),
    ("statements list maria", [.administrator, .biller, .frontDesk]),
    ("overdue", [.administrator, .biller, .frontDesk]),
    ("prescriptions maria", [.frontDesk, .nurse, .pharmacist, .provider]),
    // Nothing is in these lists: that isn't for everybody to know either.
    ("refills", [.frontDesk, .nurse, .pharmacist, .provider]),
    ("forms submitted", [.frontDesk, .nurse, .provider]),
    ("callbacks", [.biller, .frontDesk, .nurse, .provider]),
    ("messages list", [.biller, .frontDesk, .nurse, .provider]),
    ("messages show maria-fasting --patient maria", [.nurse, .provider]),
    ("records show maria --kind document", [.frontDesk, .nurse, .provider]),
    ("records show maria --kind allergy", [.nurse, .pharmacist, .provider]),
    ("records show maria", [.nurse, .provider]),
    ("results queue", [.nurse, .provider]),
    ("notices due", [.administrator, .biller, .frontDesk, .nurse, .provider]),
  ]

  @Test(arguments: Role.allCases)
  func `Who has the role is shown it, and who hasn't is told so in one line`(
    role: Role
  ) async throws {
    let store = try await DemonstrationStore()
    defer { withExtendedLifetime(store) {} }
    let name = try #require(Self.staff[role])
    let place = [
      "--as", name, "--store", store.folder.path + "/store",
      "--now", DemonstrationStore.morning.formatted(.iso8601),
    ]
    for command in Self.commands {
      let run = try await PortalProgram.run(
        ["staff"] + command.typed.split(separator: " ").map(String.init) + place)
      let label: Comment = "\(command.typed) as \(name): \(run)"
      if command.readers.contains(role) {
        #expect(run.status == 0 && !run.output.isEmpty && run.errors.isEmpty, label)
      } else {
        #expect(run.isRefusal && run.output.isEmpty, label)
        #expect(run.errors.contains("you may not see a patient's"), label)
      }
    }
  }

  @Test func `The help and the documents say who sees what`() async throws {
    let help = try await PortalProgram.run(["staff", "--help"])
    let document = try String(
      contentsOf: FeatureRow.house.appending(path: "docs/audit.md"), encoding: .utf8)
    for matter in Disclosures.Matter.allCases {
      let readers = Disclosures.readers(of: matter)
      let names = Role.allCases.filter(readers.contains).map(\.rawValue)
      let isEverybody = readers.count == Role.allCases.count
      let listed = isEverybody ? "everybody" : names.joined(separator: ", ")
      #expect(help.output.contains("\(matter.rawValue): \(listed)"), "\(help.output)")
      let quoted = names.map { "`\($0)`" }.joined(separator: ", ")
      let row = "| `\(matter.rawValue)` | \(isEverybody ? "everybody" : quoted) |"
      #expect(document.contains(row), "docs/audit.md lacks \(row)")
    }
  }
}
