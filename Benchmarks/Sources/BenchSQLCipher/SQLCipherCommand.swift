import ArgumentParser
import PeerKit
import SQLitePeers

/// The peer SQLCipher for `bench`, in a program of its own: it is linked to SQLCipher in the place
/// of SQLite.
@main
struct SQLCipherCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-sqlcipher", abstract: "Serves 'bench', which starts it by itself.")

  @OptionGroup var service: PeerService

  func run() async throws {
    try await service.run { _ in try SQLitePeer(folder: service.folder, isEncrypted: true) }
  }
}
