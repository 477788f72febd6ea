/// The numbers of answering by text.
public struct RepliesPolicy: Codable, Hashable, Sendable {
  /// How often an answer is tried to be sent.
  public var attempts = 6
  /// How long after a failure it's tried again, in seconds; each further one doubles it.
  public var retrySeconds = 5
  public var longestRetrySeconds = 600
  /// How many characters of a message are read.
  public var longestMessage = 1_600

  public init() {}

  /// How long is waited after so many tries.
  public func wait(afterAttempt attempt: Int) -> Int {
    min(retrySeconds << min(max(0, attempt - 1), 20), longestRetrySeconds)
  }
}
