import Foundation
import Glibc
import Testing

/// A `portal log …` that a test feeds, reads and measures.
///
/// Safe to send: one thread at a time talks to it.
final class PipedAttachment: @unchecked Sendable {
  private let process: Process
  private let input = Pipe()
  private let output = Pipe()
  private let watchdog: Watchdog

  init(_ store: String, _ arguments: [String]) throws {
    process = PortalProgram.process(["log"] + arguments + ["--store", store])
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    watchdog = Watchdog(process)
    // The child's ends are the child's alone, so that its end is seen.
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var isRunning: Bool { process.isRunning }

  func write(_ bytes: Data) throws { try input.fileHandleForWriting.write(contentsOf: bytes) }

  func closeInput() throws { try input.fileHandleForWriting.close() }

  /// Reads so many bytes; fewer where there are no more.
  func read(_ count: Int) throws -> Data {
    var bytes = Data()
    while bytes.count < count,
      let more = try output.fileHandleForReading.read(upToCount: count - bytes.count)
    {
      bytes += more
    }
    return bytes
  }

  func readToEnd() throws -> Data { try output.fileHandleForReading.readToEnd() ?? Data() }

  /// Ends the child as a power failure would.
  func killNow() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

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
