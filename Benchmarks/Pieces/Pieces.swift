import Benchmark

/// The benchmarks of this target, as the plugin finds them.
let benchmarks: @Sendable () -> Void = {
  // Safe: set once, before any benchmark runs.
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .instructions],
    warmupIterations: 3, maxDuration: .seconds(2), maxIterations: 1000)
  kernelPieces()
  logPieces()
}
