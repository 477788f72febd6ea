internal import Synchronization

extension Portal {
  /// Collects what is recorded while some work goes on: by whichever command, and in whoever's name.
  ///
  /// - Parameter work: what is done; what it starts and doesn't wait for may be missing.
  /// - Returns: what the work returned, and what was recorded meanwhile, in the order of the log.
  /// - Throws: what the work throws.
  public static func recording<Result>(
    _ work: () async throws -> Result
  ) async rethrows -> (result: Result, changes: [RecordedChange]) {
    let recorder = Recorder()
    let result = try await $recorder.withValue(recorder, operation: work)
    return (result, recorder.recorded)
  }

  /// Who is told of everything that the present task records.
  @TaskLocal static var recorder: Recorder?

  /// What was recorded so far.
  final class Recorder: Sendable {
    private let changes = Mutex<[RecordedChange]>([])

    /// In the order of the log.
    var recorded: [RecordedChange] {
      changes.withLock { $0 }.sorted { $0.position < $1.position }
    }

    func note(_ new: [RecordedChange]) { changes.withLock { $0 += new } }
  }
}
