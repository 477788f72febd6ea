/// How long something took, time and again.
package struct Timings: Sendable {
  private var milliseconds: [Double] = []

  package init() {}

  package mutating func measure(_ body: () async throws -> Void) async throws {
    let start = ContinuousClock.now
    try await body()
    milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
  }

  package var median: Double { quantile(0.5) }
  /// How far the middle half lies apart.
  package var spread: Double { quantile(0.75) - quantile(0.25) }

  /// How far two medians lie apart, measured by the wider of the two spreads. On a quiet machine the
  /// spread may be next to nothing, so it counts as at least a hundredth of the median.
  package func distance(to other: Timings) -> Double {
    abs(median - other.median) / max(spread, other.spread, 0.01 * max(median, other.median))
  }

  private func quantile(_ part: Double) -> Double {
    guard !milliseconds.isEmpty else { return .nan }
    let sorted = milliseconds.sorted()
    return sorted[Int(part * Double(sorted.count - 1))]
  }
}
