import Benchmark
import PortalCrypto

/// What the kernel does for each event, piece by piece.
///
/// The pieces are `package`: see the manifest for how this target sees them.
func kernelPieces() {
  let record = [UInt8](repeating: 7, count: padme(430))
  let place = [UInt8](repeating: 1, count: 25)
  let salt = [UInt8](repeating: 5, count: 24)
  let tag = Array("patient:4100101".utf8)
  let header = Envelope.Header(
    keyClass: 1, keyID: BlindKey([UInt8](repeating: 2, count: 16).rawSpan), epoch: 1)
  let seal: @Sendable (EnvelopeKey) -> [UInt8] = { key in
    Envelope.seal(
      record.rawSpan, header: header, context: .event, authenticating: place.rawSpan, key: key,
      salt: salt.rawSpan)
  }

  kernelPiece("seal-an-event", make: { EnvelopeKey(SecretKey.random().bytes) }) { key in
    blackHole(seal(key))
  } floor: {
    blackHole($0.seal())
  }
  kernelPiece(
    "open-an-event",
    make: {
      let key = EnvelopeKey(SecretKey.random().bytes)
      return (key: key, envelope: seal(key))
    }
  ) { sealed in
    blackHole(
      try Envelope.open(
        sealed.envelope.rawSpan, context: .event, authenticating: place.rawSpan, key: sealed.key))
  } floor: {
    blackHole($0.open())
  }
  kernelPiece("index-key-of-a-tag", make: { KeyBox() }) { box in
    blackHole(BLAKE2b.hash(tag.rawSpan, key: box.key))
  } floor: {
    blackHole($0.hash(tag))
  }

  /// A benchmark of a thousand calls of a piece, beside as many of its floor.
  func kernelPiece<Input>(
    _ name: String, make: @escaping @Sendable () -> Input,
    _ piece: @escaping @Sendable (Input) throws -> Void,
    floor: @escaping @Sendable (Primitives) -> Void
  ) {
    let configuration = Benchmark.Configuration.held(
      to: [.percentOfFloor: 50], scalingFactor: .kilo)
    Benchmark(name, configuration: configuration) { benchmark in
      let input = make()
      let primitives = Primitives(record: record, place: place)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { try piece(input) }
      benchmark.stopMeasurement()
      try benchmark.compare {
        for _ in 0..<100 { try piece(input) }
      } toFloor: {
        for _ in 0..<100 { floor(primitives) }
      }
    }
  }
}

/// A key that closures can share.
private final class KeyBox: Sendable {
  let key = SecretKey.random()
}
