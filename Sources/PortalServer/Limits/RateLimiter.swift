internal import Synchronization

/// Lets through so many a minute, of all together and of each sender, with some at once: token buckets.
final class RateLimiter: Sendable {
  struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private struct State {
    var senders: [String: Bucket] = [:]
    var all: Bucket
  }

  private let perSender: Double
  private let global: Double
  private let state: Mutex<State>
  /// How many senders are kept in mind before those are dropped whose buckets are full again.
  private static let mostSenders = 10_000

  /// - Parameters:
  ///   - perSender: how many a minute each sender may send.
  ///   - global: how many a second all together may send.
  init(perSenderAMinute perSender: Int, globalASecond global: Int) {
    self.perSender = Double(perSender)
    self.global = Double(global)
    state = Mutex(State(all: Bucket(tokens: Double(global), filledAt: .now)))
  }

  /// Whether one more request may be looked at.
  func admit(at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { Self.take(&$0.all, most: global, aSecond: global, now) }
  }

  /// Whether a sender may send one more message.
  func admit(_ sender: String, at now: ContinuousClock.Instant = .now) -> Bool {
    let rate = perSender / 60
    return state.withLock { state in
      if state.senders.count >= Self.mostSenders {
        // Whoever hasn't sent for a minute has a full bucket, as somebody new has.
        state.senders = state.senders.filter { now - $0.value.filledAt < .seconds(60) }
      }
      var bucket = state.senders[sender] ?? Bucket(tokens: perSender, filledAt: now)
      defer { state.senders[sender] = bucket }
      return Self.take(&bucket, most: perSender, aSecond: rate, now)
    }
  }

  private static func take(
    _ bucket: inout Bucket, most: Double, aSecond rate: Double, _ now: ContinuousClock.Instant
  ) -> Bool {
    let passed = (now - bucket.filledAt) / .seconds(1)
    bucket.tokens = min(most, bucket.tokens + max(0, passed) * rate)
    bucket.filledAt = max(now, bucket.filledAt)
    guard bucket.tokens >= 1 else { return false }
    bucket.tokens -= 1
    return true
  }
}
