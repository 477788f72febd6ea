import EventStore
import Foundation
import Subprocess
import SystemPackage

/// The command that prints the root key, such as the client of a vault.
///
/// Nothing that it prints is ever shown, for a part of it may be the key.
enum KeyCommand {
  /// No key is longer, with all the white space around it.
  static let outputLimit = 1024

  /// Runs a command by `/bin/sh -c`, with nothing on its standard input.
  ///
  /// - Parameter limit: how long it may take; then it's killed, with all that it started.
  /// - Returns: what it printed.
  /// - Throws: `keyUnavailable` where it failed, took too long or printed too much.
  static func run(
    _ command: String, limit: Duration = .seconds(30)
  ) async throws(LogError) -> Secret {
    do {
      return try await withThrowingTaskGroup(of: Secret.self) { group in
        group.addTask { try await output(of: command, deadline: .now + limit) }
        group.addTask {
          try await Task.sleep(for: limit)
          throw Failure.timeout
        }
        defer { group.cancelAll() }
        guard let secret = try await group.next() else { throw CancellationError() }
        return secret
      }
    } catch {
      let what =
        switch error as? Failure {
        case .timeout: "took longer than \(limit.formatted()) and was stopped"
        case .tooLong: "printed more than \(outputLimit) bytes, which is no key"
        case .status(let code): "ended with status \(code)"
        case .signal(let number): "was ended by signal \(number)"
        case nil: "can't be run"
        }
      throw LogError(.keyUnavailable, "the key command \(what); run it by hand to see why")
    }
  }

  private enum Failure: Error {
    case timeout, tooLong
    case status(Int32)
    case signal(Int32)
  }

  private static func output(
    of command: String, deadline: ContinuousClock.Instant
  ) async throws -> Secret {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    // A pipe of our own: what goes through the library's lies in memory that nobody wipes.
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    let result = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", command], platformOptions: options, input: .none,
      output: .fileDescriptor(pipe.writeEnd, closeAfterSpawningProcess: true), error: .discarded
    ) { _ in
      try await read(pipe.readEnd.rawValue, deadline)
    }
    switch result.terminationStatus {
    case .exited(0): return result.closureResult
    case .exited(let code): throw Failure.status(code)
    case .signaled(let number): throw Failure.signal(number)
    }
  }

  /// Reads on a thread of its own: waiting must not hold up Swift's few.
  private static func read(
    _ descriptor: Int32, _ deadline: ContinuousClock.Instant
  ) async throws -> Secret {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let reader = SecretReader(descriptor: descriptor, deadline: deadline)
            var outcome = SecretReader.Outcome.end
            let secret = try Secret(capacity: outputLimit) { bytes throws(LogError) in
              outcome = reader.read(into: &bytes, isLine: false)
            }
            switch outcome {
            case .end: return secret
            case .tooLong: throw Failure.tooLong
            default: throw Failure.timeout
            }
          })
      }
    }
  }
}
