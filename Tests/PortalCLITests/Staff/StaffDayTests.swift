import Foundation
import TestSupport
import Testing

/// A Monday of the demonstration clinic, by nothing but `portal staff … --json`: everybody does
/// their part as their own process, and sees what the others did in the views.
@Suite struct StaffDayTests {
  let cli = CommandLineTests()

  init() throws {
    let run = try cli.portal("demo", "--store", cli.store, "--now", CommandLineTests.now)
    try #require(run.status == 0, "\(run.errors)")
  }

  /// One of the staff gives a command at a time of that day, and is answered.
  func staff(
    _ name: String, _ arguments: String..., at clock: String = "16:00"
  ) throws -> [[String: Any]] {
    let run = try cli.run(
      ["staff"] + arguments
        + ["--as", name, "--json", "--store", cli.store, "--now", "2026-03-02T\(clock):00Z"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(arguments): \(run.errors)")
    return try run.objects()
  }

  func types(_ objects: [[String: Any]]) -> [String] {
    objects.compactMap { $0["type"] as? String }
  }

  /// What the patient takes home, which holds nothing that isn't released to them.
  func takesHome(_ text: String, at clock: String) throws -> Bool {
    let run = try cli.portal(
      "export", "4100101", "--format", "csv", "--store", cli.store, "--now",
      "2026-03-02T\(clock):00Z")
    #expect(run.status == 0, "\(run.errors)")
    return run.output.contains(text)
  }

  @Test func `A result arrives, is reviewed, and is released`() throws {
    func waiting(at clock: String) throws -> [String: Any]? {
      try staff("patel", "results", "queue", at: clock)
        .first { $0["record"] as? String == "biopsy" }
    }
    func shown(at clock: String) throws -> [String: Any]? {
      try staff("patel", "records", "show", "4100101", "--kind", "pathology", at: clock)
        .first { $0["record"] as? String == "biopsy" }
    }
    #expect(try waiting(at: "16:00") == nil)
    let posted = try staff(
      "nurse", "reports", "post", "4100101", "--kind", "pathology", "--title",
      "Skin biopsy, right shoulder", "--impression", "A harmless mole.", "--id", "biopsy",
      at: "16:05")
    #expect(types(posted) == ["record.reportReceived.v1"])
    #expect(try waiting(at: "16:10")?["patient"] as? String == "maria")
    #expect(try shown(at: "16:10")?["visible"] as? Bool == false)
    #expect(try !takesHome("right shoulder", at: "16:10"))

    let reviewed = try staff(
      "patel", "results", "review", "biopsy", "--comment", "Nothing to worry about.", at: "17:00")
    #expect(types(reviewed) == ["record.resultReviewed.v1"])
    #expect(try waiting(at: "17:05") == nil)
    // A report of pathology is held for a day, unless it's released before.
    #expect(try shown(at: "17:05")?["visible"] as? Bool == false)
    #expect(try !takesHome("right shoulder", at: "17:05"))
    let released = try staff("patel", "results", "release", "4100101", "biopsy", at: "17:10")
    #expect(types(released) == ["record.released.v1"])
    #expect(try shown(at: "17:10")?["visible"] as? Bool == true)
    #expect(try shown(at: "17:10")?["comment"] as? String == "Nothing to worry about.")
    #expect(try takesHome("right shoulder", at: "17:15"))
    let again = try staff("patel", "results", "release", "4100101", "biopsy", at: "17:20")
    #expect(again.isEmpty)
  }

  @Test func `A refill is approved, shipped and delivered`() throws {
    let chat = try cli.portal(
      "chat", "--json", "--store", cli.store, "--now", CommandLineTests.now,
      input: "refill my lisinopril\ny\n")
    try #require(chat.status == 0, "\(chat.errors)")
    func lisinopril() throws -> [String: Any]? {
      try staff("pharmacist", "prescriptions", "maria")
        .first { ($0["medicine"] as? String)?.hasPrefix("lisinopril") == true }
    }
    #expect(try lisinopril()?["lastFilledOn"] as? String == "2026-02-02")
    let request = try #require(try staff("pharmacist", "refills").first)
    #expect(request["patient"] as? String == "maria" && request["kind"] as? String == "refill")
    let id = try #require(request["request"] as? String)
    for (step, stage, event) in [
      ("approve", "approved", "prescription.refillApproved.v1"),
      ("ship", "shipped", "prescription.refillShipped.v1"),
    ] {
      // On its way it's also known from when the next one can be had.
      #expect(types(try staff("pharmacist", step, id)).first == event)
      #expect(
        try staff("pharmacist", "refills").first { $0["request"] as? String == id }?["stage"]
          as? String == stage)
    }
    #expect(types(try staff("pharmacist", "deliver", id)) == ["prescription.refillDelivered.v1"])
    #expect(try staff("pharmacist", "refills").allSatisfy { $0["request"] as? String != id })
    #expect(try lisinopril()?["lastFilledOn"] as? String == "2026-03-02")
    #expect(try lisinopril()?["refillsLeft"] as? Int == 1)
  }

  @Test func `A bill is issued, and paid`() throws {
    func bill() throws -> [String: Any]? {
      try staff("biller", "statements", "show", "ST9000").first
    }
    let issued = try staff(
      "biller", "statements", "issue", "4100101", "--line", "11102:Skin biopsy:95.00", "--due",
      "2026-04-01", "--number", "ST9000")
    #expect(types(issued) == ["statement.issued.v1"])
    #expect(try bill()?["owed"] as? String == "95.00")
    #expect(try bill()?["standing"] as? String == "open")
    let visa = try #require(
      try staff("biller", "methods", "list", "4100101").first {
        $0["lastFour"] as? String == "4242"
      }
    )
    let paid = try staff(
      "biller", "payments", "take", "4100101", "95.00", "--method",
      try #require(visa["method"] as? String), "--statement", "ST9000", at: "16:30")
    #expect(paid.first?["stage"] as? String == "taken")
    #expect(try bill()?["owed"] as? String == "0.00")
    #expect(try bill()?["standing"] as? String == "paid")
    let payments = try staff("biller", "payments", "list", "4100101")
    #expect(payments.first?["payment"] as? String == paid.first?["payment"] as? String)
    #expect(payments.first?["amount"] as? String == "95.00")
  }

  @Test func `A visit is freed, and who waits for it gets it`() throws {
    let joined = try staff("frontdesk", "waitlist", "join", "rosa", "--provider", "patel")
    #expect(types(joined) == ["waitlist.joined.v1"])
    let visit = try #require(
      try staff("frontdesk", "appointments", "list", "--patient", "4100102").first)
    let slot = try #require(visit["slot"] as? String)
    let freed = try staff(
      "frontdesk", "appointments", "cancel", try #require(visit["appointment"] as? String),
      "--waive-fee", at: "16:10")
    #expect(types(freed).first == "appointment.cancelled.v1")
    #expect(
      try staff("frontdesk", "appointments", "list", "--patient", "4100102", at: "16:11")
        .allSatisfy { $0["stage"] as? String == "cancelled" })
    let wait = try #require(try staff("frontdesk", "waitlist", "list", at: "16:11").first)
    #expect(wait["offered"] as? String == slot)
    let accepted = try staff(
      "frontdesk", "waitlist", "accept", try #require(wait["wait"] as? String), at: "16:20")
    #expect(types(accepted) == ["waitlist.accepted.v1", "appointment.booked.v1"])
    #expect(try staff("frontdesk", "waitlist", "list", at: "16:21").isEmpty)
    #expect(
      try staff("frontdesk", "appointments", "list", "--patient", "rosa", at: "16:21")
        .contains { $0["slot"] as? String == slot })
    let calendar = try staff(
      "frontdesk", "slots", "calendar", "patel", "--on", "2026-03-03", at: "16:21")
    #expect(
      calendar.first { $0["slot"] as? String == slot }?["state"] as? String == "booked")
  }
}
