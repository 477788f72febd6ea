import PortalCrypto
import TestSupport
import Testing

@Suite struct EnvelopeTests {
  /// An envelope of anything, anywhere.
  struct Sample {
    let plaintext, associated: [UInt8]
    let header: Envelope.Header
    let context: Envelope.Context
    let key: EnvelopeKey

    init(length: Int, using generator: inout SeededGenerator) {
      plaintext = generator.bytes(length)
      associated = generator.bytes(Int.random(in: 0...80, using: &generator))
      header = Envelope.Header(
        keyClass: UInt8.random(in: 0...255, using: &generator),
        keyID: BlindKey(generator.bytes(16).rawSpan),
        epoch: UInt32.random(in: 0...UInt32.max, using: &generator))
      context = Bool.random(using: &generator) ? .event : .view
      let bytes = generator.bytes(SecretKey.byteCount)
      key = EnvelopeKey(bytes.rawSpan)
    }

    func seal() -> [UInt8] {
      Envelope.seal(
        plaintext.rawSpan, header: header, context: context, authenticating: associated.rawSpan,
        key: key)
    }

    func open(_ envelope: [UInt8]) throws(CryptoError) -> [UInt8] {
      try Envelope.open(
        envelope.rawSpan, context: context, authenticating: associated.rawSpan, key: key)
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `Whatever is sealed opens to the same, and with any change to nothing`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let lengths =
      [0, 100_000] + (0..<40).map { _ in Int.random(in: 0...100_000, using: &generator) }
    for length in lengths {
      let sample = Sample(length: length, using: &generator)
      let envelope = sample.seal()
      #expect(envelope.count == length + Envelope.overhead)
      let header = try Envelope.Header(of: envelope.rawSpan)
      #expect(header == sample.header)
      let isSame = try sample.open(envelope) == sample.plaintext
      #expect(isSame, "seed \(seed), \(length) bytes")
      for _ in 0..<4 {
        var changed = envelope
        let index = Int.random(in: envelope.indices, using: &generator)
        changed[index] ^= UInt8.random(in: 1...255, using: &generator)
        #expect(throws: CryptoError.self, "seed \(seed), \(length) bytes, byte \(index)") {
          try sample.open(changed)
        }
      }
    }
  }

  @Test func `The same is never sealed to the same`() {
    var generator = SeededGenerator(seed: 7)
    let sample = Sample(length: 300, using: &generator)
    let envelopes = (0..<200).map { _ in sample.seal() }
    // Salt, commitment and ciphertext: each is new every time.
    for range in [24..<48, 48..<80, 80..<112] {
      #expect(Set(envelopes.map { Array($0[range]) }).count == envelopes.count)
    }
  }

  @Test func `A salt source gives 24 bytes an envelope, never twice`() {
    var source = SaltSource()
    var seen: Set<[UInt8]> = []
    for count in 1...100 {
      let salts = source.salts(count)
      #expect(salts.count == count * Envelope.saltByteCount)
      for index in 0..<count {
        #expect(seen.insert(SaltSource.salt(index, of: salts.rawSpan).array).inserted)
      }
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func bytes(_ count: Int) -> [UInt8] {
    let words = (0..<(count + 7) / 8).map { _ in next() }
    return unsafe words.withUnsafeBytes { unsafe Array($0.prefix(count)) }
  }
}
