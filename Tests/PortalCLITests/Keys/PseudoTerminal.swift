import Foundation
import Glibc

/// A terminal that a test sits at: what it writes is typed, what it reads is shown.
///
/// Safe: used by one thread at a time.
final class PseudoTerminal: @unchecked Sendable {
  private let master: Int32
  private let process: Process
  private let watchdog: Watchdog
  /// All that was shown so far.
  private(set) var shown = ""
  private var mark = 0

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs the program with the terminal as its own.
  ///
  /// - Parameter wrapper: a program and its arguments that the portal is run by, at the terminal.
  init(_ arguments: [String], by wrapper: [String] = []) throws {
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (unlocked, number) = (0 as Int32, 0 as Int32)
    // TIOCSPTLCK and TIOCGPTN, which Swift's import leaves out.
    guard master >= 0, unsafe ioctl(master, 0x4004_5431, &unlocked) == 0,
      unsafe ioctl(master, 0x8004_5430, &number) == 0
    else { throw Failure(description: "there is no pseudo-terminal") }
    let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    process = PortalProgram.process(
      arguments, by: ["/usr/bin/setsid", "--ctty", "--wait"] + wrapper)
    let end = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.standardInput = end
    process.standardOutput = end
    process.standardError = end
    try process.run()
    watchdog = Watchdog(process, seconds: 60)
    try end.close()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(master)
  }

  /// Whether what is typed is shown.
  var echoes: Bool {
    var settings = termios()
    unsafe tcgetattr(master, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0
  }

  func type(_ text: String) { _ = unsafe write(master, text, text.utf8.count) }

  /// Waits until something is shown that wasn't before.
  func wait(for text: String) throws {
    while true {
      let rest = shown.dropFirst(mark)
      if let range = rest.range(of: text) {
        mark = shown.distance(from: shown.startIndex, to: range.upperBound)
        return
      }
      guard read() else { throw Failure(description: "'\(text)' was never shown: \(shown)") }
    }
  }

  /// Waits for the end of the program.
  ///
  /// - Returns: its status.
  func end() -> Int32 {
    while read() {}
    withExtendedLifetime(watchdog) { process.waitUntilExit() }
    return process.terminationStatus
  }

  /// Takes what is shown next; `false` once nobody is left who could show anything, or nobody does
  /// for longer than any test may take.
  private func read() -> Bool {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wait, 1, 60_000) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    shown += String(decoding: bytes[..<count], as: UTF8.self)
    return true
  }
}
