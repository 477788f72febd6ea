import Benchmark

extension BenchmarkMetric {
  /// What a piece takes, in percent of its floor: of the C calls that it can't do without. Both are
  /// timed in turns on the same machine, so the figure hardly depends on which machine that is.
  static let percentOfFloor = BenchmarkMetric.custom(
    "percentOfFloor", polarity: .prefersSmaller, useScalingFactor: false)
}

extension Benchmark.Configuration {
  /// Of a piece that is held to committed thresholds. Its time is shown besides.
  ///
  /// - Parameter metrics: what is held, and by how many percent it may be worse.
  static func held(
    to metrics: [BenchmarkMetric: Double], scalingFactor: BenchmarkScalingFactor = .one
  ) -> Self {
    Self(
      metrics: [.wallClock] + metrics.keys, warmupIterations: 3, scalingFactor: scalingFactor,
      maxDuration: .seconds(4), maxIterations: 200,
      thresholds: metrics.mapValues { BenchmarkThresholds(relative: [.p90: $0]) })
  }
}

extension Benchmark {
  /// Measures the piece against its floor. Whoever else uses the machine can only slow a turn down,
  /// so the fastest of some turns counts for each.
  ///
  /// - Parameter turns: more where the disk has a say.
  func compare(
    turns: Int = 10, _ piece: () throws -> Void, toFloor floor: () throws -> Void
  ) rethrows {
    var fastest = (piece: Duration.seconds(1000), floor: Duration.seconds(1000))
    let clock = ContinuousClock()
    for _ in 0..<turns {
      fastest.floor = min(fastest.floor, try clock.measure(floor))
      fastest.piece = min(fastest.piece, try clock.measure(piece))
    }
    measurement(.percentOfFloor, Int(100 * (fastest.piece / fastest.floor)))
  }

  /// As ``compare(turns:_:toFloor:)``, for a piece that waits.
  func compare(
    turns: Int = 10, _ piece: () async throws -> Void, toFloor floor: () throws -> Void
  ) async rethrows {
    var fastest = (piece: Duration.seconds(1000), floor: Duration.seconds(1000))
    let clock = ContinuousClock()
    for _ in 0..<turns {
      fastest.floor = min(fastest.floor, try clock.measure(floor))
      fastest.piece = min(fastest.piece, try await clock.measure(piece))
    }
    measurement(.percentOfFloor, Int(100 * (fastest.piece / fastest.floor)))
  }
}
