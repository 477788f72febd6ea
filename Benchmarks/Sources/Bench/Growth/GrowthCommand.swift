import ArgumentParser
import Foundation
import PeerKit

/// Measures one store at several sizes.
struct GrowthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth", abstract: "Grow one store, and measure it at several sizes.")

  @Option(
    parsing: .upToNextOption,
    help: "At how many events it is measured; each at least twice the one before.")
  var sizes = [100_000, 1_000_000, 10_000_000]
  @Option(help: "How many patients the events are of, at every size.")
  var patients = 1000
  @Option(help: "For how long W1, W2 and R1 run at each size, each in three turns.")
  var seconds = 1.5
  @Option(help: "Which store: \(Self.stores.map(\.rawValue).joined(separator: ", ")).")
  var peer = PeerKind.eventStore
  @Option(help: "On which disk; a folder in it is made and removed.")
  var folder = "."
  @Option(help: "Write everything that was measured into this file, as JSON.")
  var json: String?

  private static let stores = PeerKind.allCases.filter(\.keepsEverything)
  /// More than any of the stores takes for an event.
  private static let roomAnEvent = 1024

  private var plan: GrowthPlan {
    GrowthPlan(peer: peer, sizes: sizes, patients: patients, seconds: seconds)
  }

  func validate() throws {
    guard Self.stores.contains(peer) else {
      throw ValidationError("\(peer.rawValue) keeps no store that could grow")
    }
    guard seconds > 0, patients >= Workload.clientCount, patients % SampleEvents.stride != 0 else {
      throw ValidationError("some time, and 64 patients or more")
    }
    guard let first = sizes.first, first >= plan.tail,
      zip(sizes, sizes.dropFirst()).allSatisfy({ $0 * 2 <= $1 })
    else {
      throw ValidationError(
        "the first size must be \(plan.tail) or more, a hundred for each patient, and each other "
          + "at least twice the one before")
    }
    try OutputFile.check(json)
    try checkRoom(sizes[sizes.count - 1] * Self.roomAnEvent)
  }

  func run() async throws {
    let report = try Workplace.use(under: folder) { try Growth(plan: plan, folder: $0).run() }
    print(report.text)
    if let json { try OutputFile.write(encodedReport(report), to: json) }
  }

  private func checkRoom(_ needed: Int) throws {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = attributes?[.systemFreeSize] as? NSNumber, free.intValue < needed else {
      return
    }
    throw ValidationError(
      "\(folder) has \(free.intValue >> 20) MiB free, and \(needed >> 20) MiB may be needed: name "
        + "another --folder or smaller --sizes")
  }
}

/// How a store is grown and measured.
struct GrowthPlan: Codable {
  var peer: PeerKind
  var sizes: [Int]
  var patients: Int
  var seconds: Double

  /// In how many turns W1, W2 and R1 run at each size; medians are taken over them.
  static let turns = 3
  /// How often the store is opened at each size.
  static let openings = 5

  /// The newest events, among which each patient has a page of its own.
  var tail: Int { Workload.pageSize * patients }
}
