internal import Metrics
internal import Synchronization

/// One row of numbers of a metric: what stands under its name with one set of labels.
protocol MetricSeries: AnyObject, Sendable {
  /// How Prometheus calls such a metric.
  static var kind: String { get }
  /// The numbers of this moment, each with what is added to the metric's name, and the label of its
  /// own if it has one.
  func samples() -> [MetricSample]
}

/// One number.
struct MetricSample {
  var suffix = ""
  var label: MetricLabel?
  let value: Double
}

/// Counts up.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
  static let kind = "counter"
  private let total = Mutex(0.0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }
  func increment(by amount: Double) { total.withLock { $0 += max(0, amount) } }
  func reset() { total.withLock { $0 = 0 } }

  func samples() -> [MetricSample] { [MetricSample(value: total.withLock { $0 })] }
}

/// Shows what was said last.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
  static let kind = "gauge"
  private let current = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { current.withLock { $0 = value } }
  func increment(by amount: Double) { current.withLock { $0 += amount } }
  func decrement(by amount: Double) { current.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func samples() -> [MetricSample] { [MetricSample(value: current.withLock { $0 })] }
}

/// Counts values by how large they are; times in seconds.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
  static let kind = "histogram"
  /// From a fast append to a slow hash.
  static let bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct State {
    /// How many values there are up to each bound and above the one before; the last, above all.
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    var sum = 0.0
  }
  private let state = Mutex(State())

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) {
    let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func samples() -> [MetricSample] {
    let state = state.withLock { $0 }
    var count = 0
    let buckets = zip(Self.bounds.map(PrometheusText.number) + ["+Inf"], state.counts).map {
      bound, more in
      count += more
      return MetricSample(
        suffix: "_bucket", label: MetricLabel("le", bound), value: Double(count))
    }
    return buckets + [
      MetricSample(suffix: "_sum", value: state.sum),
      MetricSample(suffix: "_count", value: Double(count)),
    ]
  }
}
