import Benchmark

/// The benchmarks of this target, as the plugin finds them.
let benchmarks: @Sendable () -> Void = {
  kernelPieces()
  logPieces()
}
