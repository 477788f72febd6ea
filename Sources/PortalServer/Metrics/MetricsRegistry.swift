public import Metrics
internal import Synchronization

/// Keeps the numbers of a server, and shows them as Prometheus reads them: a backend of swift-metrics.
public final class MetricsRegistry: MetricsFactory {
  /// Which row of numbers.
  private struct Name: Hashable {
    let metric: String
    let labels: [MetricLabel]
  }

  private struct State {
    var series: [Name: any MetricSeries] = [:]
    var kinds: [String: String] = [:]
  }

  private let state = Mutex(State())
  private let help: [String: String]

  /// - Parameter help: what each metric says, by its name.
  public init(help: [String: String] = [:]) { self.help = help }

  /// All numbers of this moment.
  ///
  /// Source: Prometheus, "Text-based format", version 0.0.4.
  public func text() -> String {
    let (series, kinds) = state.withLock { ($0.series, $0.kinds) }
    var text = PrometheusText()
    for (metric, rows) in Dictionary(grouping: series, by: \.key.metric).sorted(by: \.key) {
      text.head(metric, kind: kinds[metric] ?? "untyped", help: help[metric])
      let sorted = rows.sorted { PrometheusText.isOrdered($0.key.labels, $1.key.labels) }
      for (name, row) in sorted {
        for sample in row.samples() { text.add(sample, of: metric, name.labels) }
      }
    }
    return text.lines
  }

  /// The row of a name. Where the name is one of another kind of metric already, what is said is shown
  /// nowhere: Prometheus would refuse the whole text.
  private func series<Series: MetricSeries>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
  ) -> Series {
    let name = Name(
      metric: PrometheusText.name(label),
      labels: dimensions.map { MetricLabel(PrometheusText.name($0.0), $0.1) })
    return state.withLock { state in
      if let known = state.series[name] as? Series { return known }
      let made = make()
      if state.kinds[name.metric, default: Series.kind] == Series.kind {
        state.kinds[name.metric] = Series.kind
        state.series[name] = made
      }
      return made
    }
  }

  private func remove(_ handler: AnyObject) {
    state.withLock { state in
      state.series = state.series.filter { $0.value !== handler }
    }
  }

  // MARK: MetricsFactory

  /// A row of numbers that counts up.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, CounterSeries.init)
  }

  /// A row of numbers that counts up, in parts too.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, CounterSeries.init)
  }

  /// A number that goes up and down.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, GaugeSeries.init)
  }

  /// Values by their size, or the last of them.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    aggregate
      ? series(label, dimensions, HistogramSeries.init)
      : series(label, dimensions, GaugeSeries.init)
  }

  /// Times by their length, in seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, HistogramSeries.init)
  }

  /// Shows a row no more.
  public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  /// Shows a row no more.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    remove(handler)
  }
  /// Shows a row no more.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  /// Shows a row no more.
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  /// Shows a row no more.
  public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}

extension Dictionary {
  fileprivate func sorted<Part: Comparable>(
    by part: (Element) -> Part
  ) -> [Element] {
    sorted { part($0) < part($1) }
  }
}
