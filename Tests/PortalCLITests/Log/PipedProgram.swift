import Foundation
import Glibc

/// A `portal` whose standard input and output a test holds. It is killed when the test lets it go.
///
/// Safe to send: one thread at a time talks to it.
final class PipedProgram: @unchecked Sendable {
  let process: Process
  let input: FileHandle
  let output: FileHandle
  private let watchdog: Watchdog

  init(_ arguments: [String]) throws {
    let (input, output) = (Pipe(), Pipe())
    process = PortalProgram.process(arguments)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    watchdog = Watchdog(process)
    // The child's ends are the child's alone, so that its end is seen.
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
    self.input = input.fileHandleForWriting
    self.output = output.fileHandleForReading
  }

  deinit { if process.isRunning { send(SIGKILL) } }

  /// What the child has written; nothing where it is gone. `FileHandle.availableData` would end this
  /// process where a signal comes while it waits.
  func readAvailable() -> Data {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(output.fileDescriptor, &bytes, bytes.count)
      if count >= 0 { return Data(bytes.prefix(count)) }
      guard errno == EINTR else { return Data() }
    }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Ends the child as a power failure would.
  func killNow() {
    send(SIGKILL)
    process.waitUntilExit()
  }
}
