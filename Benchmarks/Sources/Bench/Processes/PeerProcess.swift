import Foundation

/// The other end of ``PeerCommand``: a peer with a fresh store, in a process of its own.
final class PeerProcess {
  let kind: PeerKind
  let setting: String
  private let folder: String
  private let process = Process()
  private let orders = Pipe()
  private let answers: LineReader

  /// - Parameter folder: is made, and removed by `close`.
  init(_ kind: PeerKind, folder: String, patients: Int) throws {
    self.kind = kind
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let output = Pipe()
    answers = LineReader(output.fileHandleForReading)
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["peer", kind.rawValue, folder, String(patients)]
    process.standardInput = orders
    process.standardOutput = output
    try process.run()
    setting = try answers.next(Greeting.self).setting
  }

  func run(_ order: Order) throws -> Measurement {
    orders.fileHandleForWriting.write(try JSONEncoder().encode(order) + Data("\n".utf8))
    return try answers.next(Measurement.self)
  }

  func close() throws {
    try orders.fileHandleForWriting.close()
    process.waitUntilExit()
    try FileManager.default.removeItem(atPath: folder)
  }
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
