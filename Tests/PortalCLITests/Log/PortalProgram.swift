import Foundation
import Glibc

/// The program `portal` as a child: `PORTAL_PROGRAM`, or what stands beside the tests' own bundle.
enum PortalProgram {
  static let url =
    ProcessInfo.processInfo.environment["PORTAL_PROGRAM"].map { URL(fileURLWithPath: $0) }
    ?? URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("portal")

  /// A number that the environment sets.
  static func setting(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
  }

  /// A child that is ready to be run.
  ///
  /// - Parameter wrapper: a program and its arguments that the portal is run by.
  static func process(_ arguments: [String], by wrapper: [String] = []) -> Process {
    // Who writes to a child that was killed is told so, and not killed as well.
    signal(SIGPIPE, SIG_IGN)
    let command = wrapper + [url.path] + arguments
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    // Swift writes down where a program crashed, which takes seconds.
    process.environment = [
      "PATH": "/usr/bin:/bin", "TMPDIR": "/tmp", "SWIFT_BACKTRACE": "enable=no",
    ]
    return process
  }

  /// How a run of the program ended.
  struct Run: Sendable, CustomStringConvertible {
    let status: Int32
    /// Whether a signal ended it, whose number the status is then.
    let died: Bool
    let output: String
    let errors: String

    var lines: [Substring] { output.split(separator: "\n") }
    /// Whether it ended with a complaint of one line.
    var isRefusal: Bool {
      !died && status == 1 && errors.hasPrefix("portal: ")
        && errors.split(separator: "\n").count == 1
    }
    var description: String {
      (died ? "died of signal \(status)" : "status \(status)") + ": \(output.prefix(200))"
        + errors.prefix(300)
    }
  }

  /// Runs the program to its end; one that hangs is killed.
  static func run(
    _ arguments: [String], by wrapper: [String] = [], input: String = ""
  ) async throws -> Run {
    try await onThread {
      let process = process(arguments, by: wrapper)
      let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
      process.standardInput = standardInput
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let watchdog = Watchdog(process)
      try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try standardInput.fileHandleForWriting.close()
      let said = try output.fileHandleForReading.readToEnd() ?? Data()
      let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
      withExtendedLifetime(watchdog) { process.waitUntilExit() }
      return Run(
        status: process.terminationStatus, died: process.terminationReason == .uncaughtSignal,
        output: String(decoding: said, as: UTF8.self),
        errors: String(decoding: complained, as: UTF8.self))
    }
  }
}

/// Kills a child that takes longer than any test may, so that a fault is a failure and no standstill.
final class Watchdog {
  private let timer: any DispatchSourceTimer

  init(_ process: Process, seconds: Int = 300) {
    timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + .seconds(seconds))
    timer.setEventHandler { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    timer.activate()
  }

  deinit { timer.cancel() }
}

/// Runs what waits for a child on a thread of its own: Swift's few are for others.
func onThread<Result: Sendable>(
  _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
  }
}
