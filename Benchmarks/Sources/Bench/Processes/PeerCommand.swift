import ArgumentParser
import Foundation

/// One peer in a process of its own, so that memory is counted by itself and no peer's libraries
/// meet another's. It reads an order a line and answers a line.
struct PeerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "peer", shouldDisplay: false)

  @Argument var kind: PeerKind
  @Argument var folder: String
  @Argument var patients: Int

  func run() async throws {
    let samples = SampleEvents(patients: patients)
    let memory = MemoryWatch()
    let peer = try kind.make(in: folder, samples)
    try answer(Greeting(setting: peer.setting))
    var session = Session(peer, samples)
    while let line = readLine() {
      let order = try JSONDecoder().decode(Order.self, from: Data(line.utf8))
      if [.bulk, .replay].contains(order.workload) { memory.start() }
      let (count, seconds, latencies) = try await session.run(order)
      let sorted = latencies.sorted()
      try answer(
        Measurement(
          count: count, seconds: seconds, median: sorted.quantile(0.5).map { $0 * 1000 },
          p99: sorted.quantile(0.99).map { $0 * 1000 }, diskBytes: try allocatedBytes(in: folder),
          memoryBytes: memory.stop()))
    }
    try await peer.close()
  }

  private func answer(_ value: some Encodable) throws {
    FileHandle.standardOutput.write(try JSONEncoder().encode(value) + Data("\n".utf8))
  }
}

/// The first line that a peer's process says.
struct Greeting: Codable {
  var setting: String
}
