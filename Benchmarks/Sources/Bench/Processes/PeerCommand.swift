import ArgumentParser
import Floor
import PeerKit
import SQLitePeers

/// A peer that `bench` runs by itself, in a process of its own.
struct PeerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "peer", shouldDisplay: false)

  @OptionGroup var service: PeerService

  func run() async throws {
    try await service.run { try Self.open(service.kind, service.folder, $0) }
  }

  private static func open(
    _ kind: PeerKind, _ folder: String, _ samples: SampleEvents
  ) throws -> any Peer {
    switch kind {
    case .eventStore: try EventLogPeer(folder: folder)
    case .sqlite: try SQLitePeer(folder: folder, isEncrypted: false)
    case .sqlCipher: throw ValidationError("SQLCipher is served by another program")
    case .rocksDB: try RocksDBPeer(folder: folder)
    case .sealedFloor: try FloorPeer(folder: folder, samples, cipher: Cipher())
    case .keyedFloor: try FloorPeer(folder: folder, samples, cipher: Cipher(derivesKeys: true))
    case .plainFloor: try FloorPeer(folder: folder, samples, cipher: nil)
    }
  }
}
