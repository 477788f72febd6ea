import Benchmark
import PortalCrypto

/// What the kernel does for each event, piece by piece.
///
/// The pieces are `package`: see the manifest for how this target sees them.
func kernelPieces() {
  let configuration = Benchmark.Configuration(scalingFactor: .kilo)
  let record = [UInt8](repeating: 7, count: padme(430))
  let place = [UInt8](repeating: 1, count: 25)
  let header = Envelope.Header(
    keyClass: 1, keyID: BlindKey([UInt8](repeating: 2, count: 16).rawSpan), epoch: 1)

  Benchmark("seal an event", configuration: configuration) { benchmark in
    let key = EnvelopeKey(SecretKey.random().bytes)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(
        Envelope.seal(
          record.rawSpan, header: header, context: .event, authenticating: place.rawSpan,
          key: key))
    }
    benchmark.stopMeasurement()
  }

  Benchmark("open an event", configuration: configuration) { benchmark in
    let key = EnvelopeKey(SecretKey.random().bytes)
    let envelope = Envelope.seal(
      record.rawSpan, header: header, context: .event, authenticating: place.rawSpan,
      key: key)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(
        try Envelope.open(
          envelope.rawSpan, context: .event, authenticating: place.rawSpan, key: key))
    }
    benchmark.stopMeasurement()
  }

  Benchmark("index key of a tag", configuration: configuration) { benchmark in
    let key = SecretKey.random()
    let tag = Array("patient:4100101".utf8)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(BLAKE2b.hash(tag.rawSpan, key: key))
    }
    benchmark.stopMeasurement()
  }
}
