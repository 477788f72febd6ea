import Foundation
import Glibc
import Testing

/// A `portal log …` that a test feeds, reads and measures.
///
/// Safe to send: one thread at a time talks to it.
final class PipedAttachment: @unchecked Sendable {
  private let program: PipedProgram
  private var process: Process { program.process }

  init(_ store: String, _ arguments: [String]) throws {
    program = try PipedProgram(["log"] + arguments + ["--store", store])
  }

  var isRunning: Bool { process.isRunning }

  func write(_ bytes: Data) throws { try program.input.write(contentsOf: bytes) }

  func closeInput() throws { try program.input.close() }

  /// Reads so many bytes; fewer where there are no more.
  func read(_ count: Int) throws -> Data {
    var bytes = Data()
    while bytes.count < count,
      let more = try program.output.read(upToCount: count - bytes.count)
    {
      bytes += more
    }
    return bytes
  }

  func readToEnd() throws -> Data { try program.output.readToEnd() ?? Data() }

  func killNow() { program.killNow() }

  func waitUntilExit() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The most memory that the child ever had in use, in bytes (proc(5), VmHWM).
  func peakMemory() throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(line.split(separator: " ").dropLast().last.flatMap { Int($0) }) << 10
  }
}
