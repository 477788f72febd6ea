import Foundation
import PeerKit

/// The other end of a peer's service: a peer and its store, in a process of its own.
final class PeerProcess {
  let kind: PeerKind
  let greeting: Greeting
  private let folder: String
  private let process = Process()
  private let orders = Pipe()
  private let answers: LineReader

  /// Opens the store in a folder, or makes both.
  init(_ kind: PeerKind, folder: String, patients: Int) throws {
    self.kind = kind
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let output = Pipe()
    answers = LineReader(output.fileHandleForReading)
    process.executableURL = try Self.program(of: kind)
    process.arguments =
      (kind.program == nil ? ["peer"] : [])
      + PeerService.arguments(kind, folder: folder, patients: patients)
    process.standardInput = orders
    process.standardOutput = output
    try process.run()
    greeting = try answers.next(Greeting.self)
  }

  private static func program(of kind: PeerKind) throws -> URL? {
    guard let name = kind.program else { return Bundle.main.executableURL }
    let program = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: name)
    guard let program, FileManager.default.isExecutableFile(atPath: program.path) else {
      throw ProgramMissing(name: name, peer: kind)
    }
    return program
  }

  func run(_ order: Order) throws -> Outcome {
    orders.fileHandleForWriting.write(try JSONEncoder().encode(order) + Data("\n".utf8))
    return try answers.next(Outcome.self)
  }

  /// Ends the process; the store stays.
  func close() throws {
    try orders.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func removeStore() throws { try FileManager.default.removeItem(atPath: folder) }
}

/// Reads a JSON object a line.
private final class LineReader {
  private let handle: FileHandle
  private var buffer = Data()

  init(_ handle: FileHandle) { self.handle = handle }

  func next<Value: Decodable>(_ type: Value.Type) throws -> Value {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return try JSONDecoder().decode(type, from: buffer[..<end])
      }
      let more = handle.availableData
      guard !more.isEmpty else { throw PeerEnded() }
      buffer.append(more)
    }
  }
}

/// A peer's process ended early; it said why on standard error.
struct PeerEnded: Error, CustomStringConvertible {
  var description: String { "a peer's process ended early; see what it said above" }
}

/// A peer is served by a program that wasn't built.
struct ProgramMissing: Error, CustomStringConvertible {
  let name: String
  let peer: PeerKind
  var description: String {
    "\(name) isn't beside bench: build it with 'swift build -c release --product \(name)', or name "
      + "the other peers with --peers"
  }
}
