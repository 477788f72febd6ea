import Foundation
import TestSupport
import Testing

/// A result, a share, a message and the record, from the command line.
@Suite struct RecordCommandTests {
  let cli = CommandLineTests()
  let now = "2026-03-02T16:00:00Z"

  private func staff(_ arguments: String..., as name: String = "patel") throws
    -> CommandLineTests.Run
  {
    try cli.run(
      ["staff"] + arguments + ["--store", cli.store, "--now", now, "--as", name, "--json"])
  }

  private func export(_ arguments: String...) throws -> CommandLineTests.Run {
    try cli.run(["export", "4100101"] + arguments + ["--store", cli.store, "--now", now])
  }

  private func makeClinic() throws {
    #expect(try cli.portal("demo", "--store", cli.store, "--now", now).status == 0)
  }

  @Test func `A result arrives, is reviewed, and stands in what the patient takes home`() throws {
    try makeClinic()
    let posted = try staff(
      "results", "post", "maria", "--code", "4548-4", "--name", "Hemoglobin A1c", "--value", "7.1",
      "--unit", "%", "--high", "5.6", "--collected", "2026-03-01T15:00:00Z", "--id", "a1c",
      as: "nurse")
    #expect(try posted.objects().first?["record"] as? String == "a1c")
    let waiting = try staff("results", "queue").objects().first { $0["record"] as? String == "a1c" }
    #expect(waiting?["flag"] as? String == "high" && waiting?["patient"] as? String == "maria")
    #expect(try !export("--format", "csv").output.contains("Hemoglobin A1c"))
    // A nurse may post, and not review.
    #expect(try staff("results", "review", "a1c", as: "nurse").status == 1)
    let reviewed = try staff("results", "review", "a1c", "--comment", "Well done.")
    #expect(try reviewed.objects().first?["type"] as? String == "record.resultReviewed.v1")
    #expect(try staff("results", "review", "a1c").status == 1)
    let csv = try export("--format", "csv").output
    #expect(csv.contains("laboratory,a1c,2026-03-01,Hemoglobin A1c,4548-4,7.1,%,,5.6,high,"))
    #expect(csv.contains("Well done."))
    let shown = try staff("records", "show", "4100101", "--kind", "laboratory").objects()
    #expect(shown.first { $0["record"] as? String == "a1c" }?["visible"] as? Bool == true)
  }

  @Test func `A record is written as FHIR, text and CSV, and that it was is recorded`() throws {
    try makeClinic()
    let bundle = try JSONSerialization.jsonObject(with: Data(export().output.utf8))
    #expect((bundle as? [String: Any])?["resourceType"] as? String == "Bundle")
    #expect(try export("--format", "text").output.hasPrefix("Health record of Maria Alvarez\n"))
    let file = cli.folder.path + "/record.csv"
    #expect(try export("--format", "csv", "--out", file).output.isEmpty)
    let written = try String(contentsOfFile: file, encoding: .utf8)
    #expect(written.hasPrefix("kind,id,date,"))
    // What is there is not written over, and no error tells the file's name.
    let again = try export("--format", "csv", "--out", file)
    #expect(again.status == 1 && !again.errors.contains("record.csv"))
    #expect(
      again.errors == "portal: the file of --out exists already; name another\n")
    let replayed = try cli.portal(
      "audit", "replay", "--store", cli.store, "--now", now, "--json")
    let views = try replayed.objects().filter { $0["type"] as? String == "access.viewed.v1" }
    #expect(views.count == 3)
    #expect(try export("--format", "pdf").status == 64)
    #expect(
      try cli.run(["export", "nobody", "--store", cli.store, "--now", now]).status == 1)
  }

  @Test func `A share's code opens it once`() throws {
    try makeClinic()
    let made = try #require(
      try staff("shares", "create", "maria", "--with", "Dr. Lee", "--kind", "laboratory").objects()
        .first)
    let share = try #require(made["share"] as? String)
    let code = try #require(made["code"] as? String)
    let opened = try staff("shares", "open", share, code)
    #expect(try opened.objects().count == 16)
    #expect(try staff("shares", "open", share, code).status == 1)
    #expect(
      try staff("shares", "list", "maria").objects().first?["uses"] as? Int == 1)
    #expect(try staff("shares", "revoke", "maria", share).objects().count == 1)
    #expect(
      try staff("shares", "list", "maria").objects().first?["state"] as? String == "revoked")
  }

  @Test func `A message is written, assigned, closed`() throws {
    try makeClinic()
    let started = try staff(
      "messages", "start", "maria", "Your shoes are here.", "--subject", "Left behind", as: "nurse")
    #expect(try started.objects().count == 2)
    let threads = try staff("messages", "list", "--patient", "maria", as: "nurse").objects()
    #expect(threads.count == 2)
    let thread = try #require(threads.first?["thread"] as? String)
    #expect(
      try staff("messages", "show", thread, "--patient", "maria").objects().first?["text"]
        as? String == "Your shoes are here.")
    #expect(
      try staff("messages", "assign", thread, "ann", "--patient", "maria").objects().count == 1)
    #expect(try staff("messages", "close", thread, "--patient", "maria").objects().count == 1)
    #expect(try staff("messages", "answer", "nothing", "Hello").status == 1)
    #expect(
      try staff("education", "find", "high blood pressure").objects().first?["article"] as? String
        == "high-blood-pressure")
    #expect(
      try staff("education", "give", "maria", "high-blood-pressure", as: "nurse").objects().count
        == 1)
  }
}
