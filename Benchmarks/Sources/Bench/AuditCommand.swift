import ArgumentParser
import EventStore
import Foundation
import PeerKit

/// Measures how fast a whole log is verified, beside how fast it was bulk-loaded.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Bulk-load a log, and verify all of it.")

  @Option(help: "How many events.") var events = 1_000_000
  @Option(help: "How many patients they are of.") var patients = 1000
  @Option(help: "On which disk; a folder in it is made and removed.") var folder = "."

  func run() async throws {
    let seconds = try await Workplace.use(under: folder) { folder in
      try await measure(folder + "/store")
    }
    let rates = seconds.map { Int(Double(events) / $0) }
    print("bulk-loaded, 1000 an append: \(rates[0]) events/s")
    print("verified (audit verify):     \(rates[1]) events/s")
    print("verified, every envelope:    \(rates[2]) events/s")
  }

  /// - Returns: the seconds of loading, of verifying, and of opening every envelope too.
  private func measure(_ path: String) async throws -> [Double] {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    let samples = SampleEvents(patients: patients)
    var random = SeededGenerator(seed: 1)
    var loading = 0.0
    for start in stride(from: 0, to: events, by: 1000) {
      let batch = (start..<min(events, start + 1000)).map {
        samples.event($0, patient: samples.patient(of: $0), using: &random)
      }
      loading += try await Self.seconds { _ = try await log.append(batch) }
    }
    let walk = try await Self.seconds {
      guard try log.audit().faults.isEmpty else { throw ExitCode(1) }
    }
    let deep = try await Self.seconds {
      guard try log.check().isEmpty else { throw ExitCode(1) }
    }
    await log.close()
    return [loading, walk, deep]
  }

  private static func seconds(_ body: () async throws -> Void) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    let time = clock.now - start
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }
}
