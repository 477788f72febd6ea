import Foundation
import TestSupport
import Testing

/// The program as its users run it.
@Suite struct CommandLineTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }

  struct Run {
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    func objects() throws -> [[String: Any]] {
      try lines.map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
    }
  }

  /// The program stands beside the tests' own bundle.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("portal")

  func portal(_ arguments: String..., input: String = "") throws -> Run {
    try run(arguments, input: input)
  }

  func run(_ arguments: [String], input: String = "") throws -> Run {
    let process = Process()
    process.executableURL = Self.program
    process.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": "/tmp"]
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }

  static let now = "2026-03-02T16:00:00Z"

  @Test func `A chat in JSON names events that the replay finds`() throws {
    #expect(try portal("demo", "--store", store, "--now", Self.now).status == 0)
    let chat = try portal(
      "chat", "--json", "--store", store, "--now", Self.now,
      input: "refill my lisinopril\ny\nrefill my metformin\n")
    #expect(chat.status == 0 && chat.errors.isEmpty)
    let answers = try chat.objects()
    #expect(answers.count == 3)
    #expect(answers[0]["intent"] as? String == "prescriptions.refill")
    #expect(answers[0]["awaiting"] as? String == "confirmation")
    #expect(answers[1]["awaiting"] is NSNull)
    // The replay leaves its own trace behind what it shows.
    let head = try portal("log", "head", "--store", store).lines
    let replay = try portal("audit", "replay", "--json", "--store", store).objects()
    var types: [Int: String] = [:]
    for event in replay {
      types[try #require(event["position"] as? Int)] = event["type"] as? String
    }
    var named = 0
    for answer in answers {
      for event in try #require(answer["events"] as? [[String: Any]]) {
        let position = try #require(event["position"] as? Int)
        #expect(types[position] == event["type"] as? String)
        named += 1
      }
    }
    // Every message and its reply, the request, and that the record was shown.
    #expect(named >= 7)
    #expect(head == ["\(replay.count)"])
  }

  @Test func `Nothing that was entered is found in any file of the store`() throws {
    _ = try portal("demo", "--store", store, "--now", Self.now)
    _ = try portal(
      "chat", "--store", store, "--now", Self.now, input: "refill my lisinopril\ny\n")
    let secrets = [
      "Maria", "Alvarez", "+15075550101", "5075550101", "lisinopril", "metformin", "Okafor",
      "patient:maria", "phone:", "prescription.refillRequested", "account.enrolled",
      "Main Street", "4100101", "1985-03-12", "refill my",
    ]
    let files = folder.files()
    #expect(files.count >= 4)
    for (file, bytes) in files {
      for secret in secrets {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(file)")
      }
    }
  }

  @Test func `A store is not opened with another key`() throws {
    _ = try portal("init", "--store", store)
    _ = try portal("init", "--store", folder.path + "/other")
    let run = try portal("log", "head", "--store", store, "--keys", folder.path + "/other.keys")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("belong to another store"))
  }

  @Test func `Wrong usage ends with 64, a missing store with 1 and one line`() throws {
    #expect(try portal("log", "head", "--nonsense").status == 64)
    #expect(try portal("chat", "--from", "nobody").status == 64)
    let run = try portal("log", "head", "--store", folder.path + "/none")
    #expect(run.status == 1)
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func `Staff take a refill through its stages`() throws {
    _ = try portal("demo", "--store", store, "--now", Self.now)
    _ = try portal(
      "chat", "--store", store, "--now", Self.now, input: "refill my lisinopril\ny\n")
    let queue = try portal("staff", "refills", "--as", "nurse", "--json", "--store", store)
      .objects()
    let id = try #require(queue.first?["request"] as? String)
    for step in ["approve", "ship", "deliver"] {
      let run = try portal("staff", step, id, "--as", "nurse", "--store", store)
      #expect(run.status == 0, "\(step): \(run.errors)")
    }
    #expect(try portal("staff", "ship", id, "--as", "nurse", "--store", store).status == 1)
  }

  @Test func `A demonstration without a store leaves nothing behind`() throws {
    let run = try portal("chat", "--json", "--now", Self.now, input: "refill my insulin\n")
    let answer = try #require(try run.objects().first)
    #expect(answer["awaiting"] as? String == "choice")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(.enabled(if: TestData.isPresent, "\(TestData.skipNote)"))
  func `Imported patients refill what they take`() throws {
    _ = try portal("init", "--store", store)
    let files = TestData.files(in: "fhir/synthea-r4", ending: ".json")
      .map { (TestData.folder ?? "") + "/" + $0 }
    #expect(files.count == 5)
    let before = try portal("log", "head", "--store", store).lines
    let first = try run(["import", "--store", store] + files)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("MedicationRequest"))
    let head = try portal("log", "head", "--store", store).lines
    #expect(head != before)
    let second = try run(["import", "--store", store] + files)
    #expect(second.output.contains("Nothing new"))
    #expect(try portal("log", "head", "--store", store).lines == head)
    let chat = try portal(
      "chat", "--json", "--store", store, "--from", "555-533-1316", "--verified",
      input: "refill my amlodipine\ny\n")
    let events = try chat.objects().flatMap { $0["events"] as? [[String: Any]] ?? [] }
    #expect(events.contains { $0["type"] as? String == "prescription.refillRequested.v1" })
  }

  @Test func `A damaged bundle is refused as a whole, with the place of the fault`() throws {
    _ = try portal("init", "--store", store)
    let file = folder.path + "/bundle.json"
    try Data(
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"resource": {"resourceType": "Patient", "id": "a", "birthDate": "1980-01-01",
          "name": [{"family": "Secretname", "given": ["A"]}]}},
        {"resource": {"resourceType": "Patient", "id": "b", "birthDate": "1980-02-30",
          "name": [{"family": "Secretname", "given": ["B"]}]}}]}
      """.utf8
    ).write(to: URL(fileURLWithPath: file))
    let run = try portal("import", file, "--store", store)
    #expect(run.status == 1)
    #expect(run.errors.contains("Bundle.entry[1].resource.birthDate"))
    #expect(!run.errors.contains("Secretname"))
    #expect(try portal("log", "head", "--store", store).lines == ["0"])
  }
}
