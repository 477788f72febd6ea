/// How the outbox works.
public struct OutboxOptions: Sendable {
  /// How many notices are taken up at once.
  public var batch = 100
  /// How many patients' messages are on their way at once. One patient's go out one after the other.
  public var concurrency = 8
  /// How long is waited before looking again, where there was nothing more to do.
  public var pause: Duration = .seconds(5)
  /// Draws a number from 0 to 1, by which tries are spread.
  public var random: @Sendable () -> Double = { Double.random(in: 0...1) }

  public init() {}
}

/// What became of a batch.
public struct OutboxRound: Hashable, Sendable {
  public var sent = 0
  public var suppressed = 0
  /// To be tried again.
  public var failed = 0
  /// Not tried again by itself: the staff see them.
  public var gaveUp = 0
  /// Somebody else had them, or they have to wait after all.
  public var left = 0
  /// How often the store could not be read or written.
  public var faults = 0

  public init() {}

  /// Whether anything is done with now.
  public var isProgress: Bool { sent + suppressed + failed + gaveUp > 0 }

  /// What became of two batches.
  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.sent += right.sent
    sum.suppressed += right.suppressed
    sum.failed += right.failed
    sum.gaveUp += right.gaveUp
    sum.left += right.left
    sum.faults += right.faults
    return sum
  }
}
