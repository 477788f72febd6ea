internal import Dispatch
internal import PortalCrypto
internal import PortalDomain

/// What must not tell by its time whether there is an account.
extension Portal {
  /// Compares a secret with a hash, and goes on; where there is no hash, as much work is done as with
  /// one, so that the time tells nothing.
  ///
  /// - Parameters:
  ///   - secret: the PIN or password.
  ///   - find: looks for the hash, and for whatever else is to be known.
  ///   - answer: goes on with what was found.
  func prove<Found, Answer>(
    _ secret: String, find: () throws -> (hash: String?, found: Found),
    answer: (_ matches: Bool, Found) async throws -> Answer
  ) async throws -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    let (hash, found) = try find()
    let loading = clock.now - start
    let (matches, begun) = try await Self.offPool {
      let begun = clock.now
      guard let hash else {
        _ = try Password.hash(secret)
        return (false, begun)
      }
      return (Password.verify(secret, against: hash), begun)
    }
    // Whether something is recorded, and how much there was to read, is hidden in half as much again.
    let end = clock.now + (clock.now - begun) / 2 - loading
    let answer = try await answer(matches, found)
    try await clock.sleep(until: end)
    return answer
  }

  /// Does something that takes no longer than the policy's time for such answers, and answers only once
  /// that is over: whether it found and recorded something can't be told by the time then.
  func paced<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(policy.account.answerMilliseconds)
    let result: Result<Answer, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    try await clock.sleep(until: end)
    return try result.get()
  }

  /// Hashing takes a good part of a second and 64 MiB: it runs one at a time, and not on one of
  /// Swift's few threads.
  static func offPool<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      hashing.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  private static let hashing = DispatchQueue(label: "portal.hashing")
}
