import ArgumentParser
import Foundation
import PeerKit

/// Runs all peers in interleaved rounds and prints one table.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Run every peer in interleaved rounds (the default).")

  @Option(help: "How many rounds; medians are taken over them.")
  var rounds = 5
  @Option(help: "How many events a round loads and replays; a multiple of 10000.")
  var events = 1_000_000
  @Option(help: "How many patients; a hundredth of the events, at most 10000, unless given.")
  var patients: Int?
  @Option(help: "For how long W1, W2 and R1 run.")
  var seconds = 1.0
  @Option(
    parsing: .upToNextOption,
    help: "The peers: \(PeerKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var peers: [PeerKind] = PeerKind.allCases
  @Option(help: "On which disk; a folder in it is made and removed.")
  var folder = "."
  @Option(help: "Write everything that was measured into this file, as JSON.")
  var json: String?
  @Option(help: "Draw the rates into this file, as SVG.")
  var svg: String?

  private var plan: Plan {
    Plan(
      rounds: rounds, events: events, patients: patients ?? min(10_000, events / 100),
      seconds: seconds, peers: peers)
  }

  func validate() throws {
    guard rounds >= 1, seconds > 0, events >= 10_000, events % 10_000 == 0 else {
      throw ValidationError("at least one round, some time, and events by the 10000")
    }
    guard plan.patients >= Workload.clientCount, events % plan.patients == 0,
      plan.patients % SampleEvents.stride != 0
    else { throw ValidationError("the patients must divide the events, and be 64 or more") }
    try OutputFile.check(json)
    try OutputFile.check(svg)
  }

  func run() async throws {
    let report = try Workplace.use(under: folder) { try Rounds(plan: plan, folder: $0).run() }
    print(report.text)
    if let json { try OutputFile.write(report.json, to: json) }
    if let svg { try OutputFile.write(Data(Plot(of: report).svg.utf8), to: svg) }
  }
}
