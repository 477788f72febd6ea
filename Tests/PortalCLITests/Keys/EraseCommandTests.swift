import Foundation
import TestSupport
import Testing

/// A patient is erased by the program, as a clinic does it.
@Suite struct EraseCommandTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }
  static let now = "2026-03-02T16:00:00Z"

  func portal(_ arguments: String..., input: String = "") async throws -> PortalProgram.Run {
    try await PortalProgram.run(arguments + ["--store", store, "--now", Self.now], input: input)
  }

  /// The demonstration clinic, where Maria has asked for a refill.
  func fill() async throws {
    try #require(try await portal("demo").status == 0)
    let chat = try await portal("chat", input: "refill my lisinopril\ny\n")
    try #require(chat.status == 0)
  }

  func erase() async throws -> PortalProgram.Run {
    try await portal("keys", "erase", "maria", "--reason", "moved away", "--as", "nurse")
  }

  @Test func `The certificate is printed, and can be had again`() async throws {
    try await fill()
    let erasure = try await erase()
    #expect(erasure.status == 0 && erasure.errors.isEmpty)
    for part in ["Certificate of erasure", "patient:maria", "2026-03-02T16:00:00Z", "moved away"] {
      #expect(erasure.output.contains(part))
    }
    #expect(try await portal("keys", "certificate", "maria").output == erasure.output)
    let json = try await portal("keys", "certificate", "maria", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["subject"] as? String == "patient:maria")
    #expect(object["reason"] as? String == "moved away")
    let removed = try #require(object["removed"] as? [String: Int])
    #expect(try #require(removed["events"]) > 10)
    #expect(try #require(removed["viewRows"]) > 5)
    let head = try await portal("log", "head").lines
    #expect(head == ["\(try #require(object["position"] as? Int))"])
  }

  @Test func `What can't be erased is said in one line, and wrong usage ends with 64`() async throws
  {
    try await fill()
    let nobody = try await portal("keys", "erase", "none", "--reason", "r", "--as", "nurse")
    #expect(nobody.isRefusal && nobody.errors.contains("there is no patient none"), "\(nobody)")
    let early = try await portal("keys", "certificate", "maria")
    #expect(early.isRefusal && early.errors.contains("was not erased"), "\(early)")
    for arguments in [
      ["maria", "--reason", " ", "--as", "nurse"], ["maria", "--reason", "", "--as", "nurse"],
      ["maria", "--reason", "r"], ["maria", "--as", "nurse"],
      ["--reason", "r", "--as", "nurse"],
    ] {
      let run = try await PortalProgram.run(["keys", "erase", "--store", store] + arguments)
      #expect(run.status == 64 && run.output.isEmpty, "\(arguments): \(run)")
    }
    let head = try await portal("log", "head").lines
    #expect(try await erase().status == 0)
    let twice = try await erase()
    #expect(twice.isRefusal && twice.errors.contains("erased already"), "\(twice)")
    let after = try await portal("log", "head").lines
    #expect(Int(try #require(after.first)) == (Int(try #require(head.first)) ?? 0) + 1)
  }

  @Test func `An erased patient's phone is answered as a stranger's`() async throws {
    try await fill()
    _ = try await erase()
    let words = "refill my lisinopril\n2580\n1111\nhello\nwhere is my refill\nPERSON\nSTOP\nhi\n"
    let erased = try await portal("chat", "--from", "+15075550101", "--json", input: words)
    let stranger = try await portal("chat", "--from", "+15075550199", "--json", input: words)
    #expect(erased.status == 0 && erased.errors.isEmpty, "\(erased)")
    #expect(try replies(erased) == replies(stranger))
    #expect(try replies(erased).count == 8)
    for arguments in [["--verified", "--from", "+15075550101"], []] {
      let run = try await PortalProgram.run(
        ["chat", "--store", store] + arguments, input: "refill my lisinopril\n")
      #expect(run.isRefusal && run.output.isEmpty, "\(run)")
    }
  }

  private func replies(_ run: PortalProgram.Run) throws -> [[String]] {
    try run.lines.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["replies"] as? [String])
    }
  }

  @Test func `Whoever looks after an erasure is shown that something was erased, not what`()
    async throws
  {
    try await fill()
    let queue = try await portal("staff", "refills", "--as", "nurse", "--json")
    #expect(queue.output.contains("lisinopril"))
    let asked = "SELECT type, events FROM events_per_year"
    #expect(try await portal("query", asked).status == 0)
    _ = try await erase()
    #expect(try await portal("staff", "refills", "--as", "nurse").output.hasPrefix("No refill"))
    let runs = [
      try await portal("staff", "refills", "--as", "nurse", "--json"),
      try await portal("audit", "replay", "--json"), try await portal("audit", "replay"),
      try await portal("audit", "replay", "--json", "--patient", "maria"),
      try await portal("query", asked), try await portal("log", "check"),
      try await portal("log", "pipe", input: #"{"op":"read"}"# + "\n"),
      try await portal("log", "pipe", input: #"{"op":"subscribe"}"# + "\n"),
    ]
    for run in runs { #expect(run.status == 0 && run.errors.isEmpty, "\(run)") }
    // A subscription lasts as long as its input, so that is held until the erased have come.
    let subscriber = try PipedProgram(["log", "pipe", "--store", store])
    try subscriber.input.write(contentsOf: Data((#"{"op":"subscribe"}"# + "\n").utf8))
    var followed = Data()
    while followed.range(of: Data(#""erased":true"#.utf8)) == nil {
      let more = subscriber.readAvailable()
      try #require(!more.isEmpty, "the child is gone")
      followed += more
    }
    try subscriber.input.close()
    for output in runs.map(\.output) + [String(decoding: followed, as: UTF8.self)] {
      for mark in ["Maria", "Alvarez", "5075550101", "lisinopril", "4100101", "1985-03-12"] {
        #expect(!output.contains(mark), "\(mark) is in \(output.prefix(80))")
      }
    }
    #expect(runs[0].lines.isEmpty)
    #expect(runs[1].lines.contains { $0.contains(#""erased":true"#) })
    #expect(runs[2].lines.contains { $0.hasSuffix("  erased") })
    // That somebody looked is kept, and that the patient was erased.
    #expect(runs[3].lines.allSatisfy { $0.contains("subject.erased") || $0.contains("access.") })
    #expect(runs[3].lines.count { $0.contains("subject.erased") } == 1)
    #expect(runs[4].output.contains("subject.erased"))
    #expect(runs[6].output.contains(#""erased":true"#))
  }

  @Test func `The patient's name, phone and medicines stand in no file, before or after`()
    async throws
  {
    try await fill()
    _ = try await portal("query", "SELECT * FROM events_per_day")
    try check(isErased: false)
    _ = try await erase()
    _ = try await portal("query", "SELECT * FROM events_per_day")
    try check()
    #expect(try await portal("keys", "rotate").status == 0)
    try check()
    #expect(try await portal("keys", "certificate", "maria").status == 0)
    #expect(try await portal("log", "check").status == 0)
  }

  private static let medicines = ["lisinopril", "metformin", "insulin"]

  /// - Parameter isErased: whether the analysts' tables, too, must hold no medicine: before, they say
  ///   what people take who are numbers.
  private func check(isErased: Bool = true) throws {
    let files = folder.files()
    #expect(files.count >= 5)
    for (file, bytes) in files {
      for mark in [
        "maria", "Maria", "Alvarez", "5075550101", "4100101", "1985-03-12", "moved away",
      ] + Self.medicines {
        let isFact = !isErased && file.contains("analytics.sqlite") && Self.medicines.contains(mark)
        #expect(isFact || bytes.range(of: Data(mark.utf8)) == nil, "\(mark) stands in \(file)")
        #expect(!file.dropFirst(folder.path.count).contains(mark))
      }
    }
  }
}
