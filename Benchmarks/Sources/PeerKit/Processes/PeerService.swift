package import ArgumentParser
import Foundation

/// One peer in a process of its own, so that memory is counted by itself and no peer's libraries
/// meet another's. It greets with a line, then reads an order a line and answers a line.
package struct PeerService: ParsableArguments {
  @Argument package var kind: PeerKind
  @Argument package var folder: String
  @Argument package var patients: Int

  package init() {}

  /// The arguments that make a process this service.
  package static func arguments(_ kind: PeerKind, folder: String, patients: Int) -> [String] {
    [kind.rawValue, folder, String(patients)]
  }

  /// Serves until the orders end.
  ///
  /// - Parameter open: opens the store in the folder, or makes one where there is none.
  package func run(_ open: (SampleEvents) throws -> any Peer) async throws {
    let samples = SampleEvents(patients: patients)
    let memory = MemoryWatch()
    let start = ContinuousClock.now
    let peer = try open(samples)
    try answer(Greeting(setting: peer.setting, openSeconds: start.elapsed))
    var session = try Session(peer, samples)
    while let line = readLine() {
      let order = try JSONDecoder().decode(Order.self, from: Data(line.utf8))
      if order.watchesMemory { memory.start() }
      let (count, seconds, latencies) = try await session.run(order)
      let sorted = latencies.sorted()
      try answer(
        Outcome(
          count: count, seconds: seconds, median: sorted.quantile(0.5).map { $0 * 1000 },
          p99: sorted.quantile(0.99).map { $0 * 1000 }, head: session.head,
          diskBytes: try Self.allocatedBytes(in: folder), memoryBytes: memory.stop()))
    }
    try await peer.close()
  }

  private func answer(_ value: some Encodable) throws {
    FileHandle.standardOutput.write(try JSONEncoder().encode(value) + Data("\n".utf8))
  }

  /// What the files in a folder take up on the disk.
  private static func allocatedBytes(in folder: String) throws -> Int {
    var total = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var information = stat()
      guard unsafe lstat(folder + "/" + name, &information) == 0 else { continue }
      total += Int(information.st_blocks) * 512
    }
    return total
  }
}
