import ArgumentParser
import Foundation
import Portal
import PortalBot
import PortalDomain

/// All figures of how people are understood, beside their goals.
struct BotBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure how well and how fast messages are understood, beside the goals.",
    discussion: """
      Public test data (nlu/clinc150.json, nlu/duckling-time-en.jsonl) is looked for in the folder \
      that PORTAL_TEST_DATA names, or in ../shared/data; held-out sentences in \
      Tests/PortalBotTests/Understanding. What is not there is skipped, and said to be. A goal that is \
      missed makes it fail.
      """)

  @OptionGroup var options: StoreOptions

  @Flag(help: "Print JSON.") var json = false

  @Flag(help: "Print a Markdown table.") var markdown = false

  private struct Report: Encodable {
    let rows: [BenchmarkRow]
    let skipped: [String]
    let met: Int
    /// The names of the rows whose goals aren't met.
    let missed: [String]
  }

  func run() async throws {
    let data = URL(
      fileURLWithPath: ProcessInfo.processInfo.environment["PORTAL_TEST_DATA"] ?? "../shared/data")
    let held = URL(fileURLWithPath: "Tests/PortalBotTests/Understanding/HeldOut")
    var benchmark = try UnderstandingBenchmark {
      FileHandle.standardError.write(Data("measuring \($0)\n".utf8))
    }
    try benchmark.measureClinc(data.appending(path: "nlu/clinc150.json"))
    try benchmark.measureTimes(
      data.appending(path: "nlu/duckling-time-en.jsonl"), held.appending(path: "times.jsonl"))
    benchmark.measureMedicines()
    benchmark.measureHeldOut(held)
    let texts = UnderstandingBenchmark.heldOutSets(in: held).flatMap {
      Self.sentences($0.appending(path: "sentences.tsv"))
    }
    try benchmark.measureSpeed(texts, medicines: ["lisinopril", "metformin", "atorvastatin"])
    benchmark.add(try await reply(to: texts))
    try show(benchmark)
    guard benchmark.missed.isEmpty else {
      let names = benchmark.missed.map(\.name).joined(separator: "; ")
      throw Complaint("missed \(benchmark.missed.count) of \(benchmark.rows.count) goals: \(names)")
    }
  }

  /// What the bot makes of a message, from the text to the reply, on a demonstration clinic: with what it
  /// looks up in the store, which lies in memory by then; nothing is written.
  private func reply(to texts: [String]) async throws -> BenchmarkRow {
    let clinic = try await TemporaryClinic(options, CodeInbox())
    defer { clinic.remove() }
    let bot = Bot(clinic.portal)
    var dialogue = Dialogue()
    if let phone = PhoneNumber(DemonstrationClinic.mariasPhone),
      let maria = try clinic.portal.patients(withPhone: phone).first
    {
      dialogue.session = .init(patient: maria, until: .distantFuture)
    }
    let taken = try UnderstandingBenchmark.milliseconds(each: texts) { text in
      _ = try bot.reply(to: text, removed: false, in: dialogue)
    }
    await clinic.portal.close()
    return BenchmarkRow(
      "a message and its reply, 99th of 100",
      milliseconds: UnderstandingBenchmark.percentile99(taken), atMost: 1)
  }

  private static func sentences(_ file: URL) -> [String] {
    let table = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return IntentExample.read(table: table).examples.map(\.text)
  }

  private func show(_ benchmark: UnderstandingBenchmark) throws {
    let met = benchmark.rows.count - benchmark.missed.count
    guard !json else {
      return print(
        try JSONLine.encode(
          Report(
            rows: benchmark.rows, skipped: benchmark.skipped, met: met,
            missed: benchmark.missed.map(\.name))))
    }
    if markdown { print("| | measured | goal | |\n|---|---:|---:|---|") }
    for row in benchmark.rows { print(markdown ? Self.markdown(row) : Self.line(row)) }
    print("\(markdown ? "\n" : "")\(met) of \(benchmark.rows.count) goals met")
    for line in benchmark.skipped { print("skipped: \(line)") }
  }

  private static func line(_ row: BenchmarkRow) -> String {
    let name = row.name.padding(toLength: 46, withPad: " ", startingAt: 0)
    let figure = String(format: "%8.2f", row.measured)
    let unit = row.unit.rawValue.padding(toLength: 2, withPad: " ", startingAt: 0)
    let goal = "\(row.isAtLeast ? "at least" : "at most ") \(String(format: "%6.2f", row.goal))"
    return "\(name)\(figure) \(unit)   \(goal)   \(row.isMet ? "met" : "MISSED")"
  }

  private static func markdown(_ row: BenchmarkRow) -> String {
    func figure(_ number: Double) -> String {
      "\(String(format: "%.2f", number)) \(row.unit.rawValue)"
    }
    let sign = row.isAtLeast ? "≥" : "≤"
    return "| \(row.name) | \(figure(row.measured)) | \(sign) \(figure(row.goal)) | "
      + "\(row.isMet ? "met" : "**missed**") |"
  }
}
