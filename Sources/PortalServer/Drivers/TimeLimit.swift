/// Something took longer than it may.
struct TimeLimitExceeded: Error {}

/// Does something within a limited time; what takes longer is cancelled.
///
/// - Throws: what it throws, or `TimeLimitExceeded`.
func withTimeLimit<Result: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { tasks in
    tasks.addTask { try await work() }
    tasks.addTask {
      try await Task.sleep(for: limit)
      throw TimeLimitExceeded()
    }
    defer { tasks.cancelAll() }
    guard let result = try await tasks.next() else { throw CancellationError() }
    return result
  }
}
