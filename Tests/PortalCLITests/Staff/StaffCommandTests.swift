import Foundation
import TestSupport
import Testing

/// The clinic's side, as its people run it.
@Suite struct StaffCommandTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }
  static let now = "2026-03-02T16:00:00Z"

  func portal(
    _ arguments: String..., input: String = "", by wrapper: [String] = []
  ) async throws -> PortalProgram.Run {
    try await PortalProgram.run(
      arguments + ["--store", store, "--now", Self.now], by: wrapper, input: input)
  }

  func objects(_ run: PortalProgram.Run) throws -> [[String: Any]] {
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    return try run.lines.map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func `The front desk enrols a patient, gives them a code, a PIN and a proxy`() async throws
  {
    try #require(try await portal("demo").status == 0)
    let enrolled = try objects(
      try await portal(
        "staff", "enrol", "--given", "Ada", "--family", "Berg", "--born", "2000-02-29",
        "--number", "4100199", "--phone", "+15075550177", "--as", "frontdesk", "--json"))
    let id = try #require(enrolled.first?["patient"] as? String)
    let twice = try await portal(
      "staff", "enrol", "--given", "Bo", "--family", "Berg", "--born", "2000-02-29",
      "--number", "4100199", "--as", "frontdesk")
    #expect(twice.isRefusal, "\(twice)")
    let code = try objects(
      try await portal("staff", "activation", "4100199", "--as", "frontdesk", "--json"))
    #expect((code.first?["code"] as? String)?.wholeMatch(of: /\d{3}-\d{3}/) != nil)
    #expect(code.first?["patient"] as? String == id)
    let weak = try await portal(
      "staff", "set-pin", id, "--pin-fd", "0", "--as", "frontdesk", input: "1234\n")
    #expect(weak.isRefusal, "\(weak)")
    let pin = try await portal(
      "staff", "set-pin", id, "--pin-fd", "0", "--as", "frontdesk", input: "9173\n")
    #expect(pin.status == 0, "\(pin)")
    for arguments in [
      ["add-proxy", id, "wei", "--relation", "other", "--scope", "full"],
      ["consent", id, "billingByText", "--given"],
      ["preferences", id, "--language", "es", "--quiet", "21:30-08:15"],
      ["contact", id, "--new-address", "42 Elm Street, Rochester, MN 55901"],
      ["assign", id, "chen", "--role", "cardiology"],
    ] {
      let run = try await PortalProgram.run(
        ["staff"] + arguments + ["--as", "frontdesk", "--store", store, "--now", Self.now])
      #expect(run.status == 0 && run.lines.count >= 1, "\(arguments): \(run)")
    }
    let profile = try #require(
      try objects(try await portal("staff", "patient", id, "--as", "nurse", "--json")).first)
    #expect(profile["language"] as? String == "es")
    #expect(profile["consents"] as? [String] == ["billingByText"])
    #expect(profile["address"] as? String == "42 Elm Street, Rochester, MN 55901")
    #expect(profile["hasPIN"] as? Bool == true)
    let grants = try objects(try await portal("staff", "proxies", id, "--as", "nurse", "--json"))
    #expect(grants.map { $0["proxy"] as? String } == ["wei"])
    let team = try objects(try await portal("staff", "care-team", id, "--as", "nurse", "--json"))
    #expect(team.map { $0["name"] as? String } == ["Dr. Grace Chen"])
    let replay = try await portal("audit", "replay", "--json", "--patient", id)
    #expect(replay.lines.count { $0.contains("access.viewed.v1") } == 3)
  }

  @Test func `Who is unknown, or has not the role, is told so in one line`() async throws {
    try #require(try await portal("demo").status == 0)
    let stranger = try await portal("staff", "refills", "--as", "mallory")
    #expect(stranger.isRefusal && stranger.errors.contains("nobody on the staff"), "\(stranger)")
    let wrong = try await portal("staff", "unlock", "maria", "--as", "biller")
    #expect(
      wrong.isRefusal && wrong.errors.contains("administrator or frontDesk"), "\(wrong)")
    #expect(try await portal("staff", "disable", "biller", "--as", "ann").status == 0)
    let disabled = try await portal("staff", "refills", "--as", "biller")
    #expect(disabled.isRefusal && disabled.errors.contains("disabled"), "\(disabled)")
    let last = try await portal("staff", "roles", "ann", "nurse", "--as", "ann")
    #expect(last.isRefusal, "\(last)")
    let phone = try await portal("staff", "patient", "+15075550103", "--as", "nurse")
    #expect(phone.isRefusal && phone.errors.contains("wei, mia, jun"), "\(phone)")
  }

  @Test func `A new store gets its first administrator, and passwords are asked for`() async throws
  {
    try #require(try await portal("init").status == 0)
    let none = try await portal("staff", "list", "--as", "ann")
    #expect(none.isRefusal, "\(none)")
    let first = try await portal("staff", "add", "ann", "--role", "administrator", "--as", "ann")
    #expect(first.status == 0, "\(first)")
    let second = try await portal("staff", "add", "eve", "--role", "administrator", "--as", "eve")
    #expect(second.isRefusal, "\(second)")
    let weak = try await portal(
      "staff", "set-password", "ann", "--new-password-fd", "0", "--as", "ann", input: "password\n")
    #expect(weak.isRefusal, "\(weak)")
    let set = try await portal(
      "staff", "set-password", "ann", "--new-password-fd", "0", "--as", "ann",
      input: "two red kettles\n")
    #expect(set.status == 0, "\(set)")
    let without = try await portal("staff", "list", "--as", "ann")
    #expect(without.isRefusal && without.errors.contains("--password-fd"), "\(without)")
    let wrong = try await portal(
      "staff", "list", "--as", "ann", "--password-fd", "0", input: "two red kettle\n")
    #expect(wrong.isRefusal, "\(wrong)")
    let right = try await portal(
      "staff", "list", "--as", "ann", "--password-fd", "0", input: "two red kettles\n")
    #expect(right.status == 0 && right.output.contains("administrator"), "\(right)")
    let environment = try await portal(
      "staff", "list", "--as", "ann", "--json",
      by: ["/usr/bin/env", "PORTAL_STAFF_PASSWORD=two red kettles"])
    #expect(try objects(environment).first?["hasPassword"] as? Bool == true)
    for run in [weak, set, without, wrong, right] {
      #expect(!(run.output + run.errors).contains("kettle"))
    }
  }

  @Test func `The help says what there is`() async throws {
    let help = try await PortalProgram.run(["staff", "--help"])
    for word in ["enrol", "set-password", "add-proxy", "care-team", "help-requests", "refills"] {
      #expect(help.output.contains(word), "\(word)")
    }
  }
}
