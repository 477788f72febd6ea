import TestSupport
import Testing

@testable import PortalCrypto

@Suite struct ChunkedEnvelopeTests {
  static let chunk = ChunkedEnvelope.chunkByteCount
  let header = Envelope.Header(keyClass: 1, keyID: BlindKey(Array(1...16).rawSpan), epoch: 7)
  let place: [UInt8] = [1, 2, 3]
  let key = EnvelopeKey([UInt8](repeating: 0x11, count: 32).rawSpan)

  /// A stream in its pieces.
  struct Stream {
    var head: [UInt8]
    var chunks: [[UInt8]] = []
  }

  func seal(_ text: [UInt8], salt: [UInt8] = [], place: [UInt8]? = nil) -> Stream {
    let place = place ?? self.place
    var sealer = ChunkedEnvelope.Sealer(
      header, authenticating: place.rawSpan, key: key, salt: salt.rawSpan)
    var stream = Stream(head: sealer.head)
    for start in stride(from: 0, to: text.count, by: Self.chunk) {
      let end = min(text.count, start + Self.chunk)
      stream.chunks.append(
        sealer.seal(Array(text[start..<end]).rawSpan, isLast: end == text.count))
    }
    return stream
  }

  func open(
    _ stream: Stream, place: [UInt8]? = nil, key: EnvelopeKey? = nil
  ) throws(CryptoError) -> [UInt8] {
    let place = place ?? self.place
    let opener = try ChunkedEnvelope.Opener(
      stream.head.rawSpan, authenticating: place.rawSpan, key: key ?? self.key)
    var text: [UInt8] = []
    for (number, chunk) in stream.chunks.enumerated() {
      text += try opener.open(
        chunk.rawSpan, number: UInt32(number), isLast: number == stream.chunks.count - 1)
    }
    return text
  }

  static func text(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  @Test(arguments: [1, 2, 16_383, 16_384, 16_385, 32_768, 32_769, 100_000])
  func `A stream opens to what was sealed`(count: Int) throws {
    let text = Self.text(count)
    let stream = seal(text)
    #expect(try open(stream) == text)
    #expect(stream.head.count == ChunkedEnvelope.headByteCount)
    #expect(stream.chunks.map(\.count).reduce(0, +) == count + 16 * ((count + 16_383) / 16_384))
  }

  @Test func `No two streams of one text are alike`() {
    let text = Self.text(40_000)
    let (one, other) = (seal(text), seal(text))
    #expect(one.head != other.head)
    #expect(zip(one.chunks, other.chunks).allSatisfy { $0.0 != $0.1 })
  }

  @Test func `The format is that of streams that other code made`() throws {
    let golden = try GoldenStream.load()
    #expect(golden.map(\.length) == [1, 256, 16_383, 16_384, 16_385, 49_152])
    for golden in golden {
      let stream = golden.seal()
      #expect(stream.prefix(80).elementsEqual(golden.head.bytes), "\(golden.length) bytes")
      #expect(stream.count == golden.count, "\(golden.length) bytes")
      #expect(SHA256.hash(stream.rawSpan) == golden.digest.bytes, "\(golden.length) bytes")
    }
  }

  @Test func `Every changed byte of the head is refused before a chunk is opened`() {
    let stream = seal(Self.text(100))
    for index in stream.head.indices {
      var changed = Stream(head: stream.head)
      changed.head[index] ^= 1
      let expected: CryptoError = [0, 1, 3].contains(index) ? .malformed : .wrongKey
      #expect(throws: expected, "byte \(index)") { try open(changed) }
    }
  }

  @Test func `Another key, place or length of the head is refused`() throws {
    let stream = seal(Self.text(100))
    #expect(throws: CryptoError.wrongKey) { try open(stream, place: [1, 2, 4]) }
    let other = EnvelopeKey(SecretKey.random().bytes)
    #expect(throws: CryptoError.wrongKey) { try open(stream, key: other) }
    for count in 0..<stream.head.count {
      #expect(throws: CryptoError.malformed) {
        try open(Stream(head: Array(stream.head[..<count])))
      }
    }
  }

  @Test func `A whole envelope is no stream, and a stream no whole envelope`() {
    let text = Self.text(300)
    let stream = seal(text)
    let envelope = Envelope.seal(
      text.rawSpan, header: header, context: .attachment, authenticating: place.rawSpan, key: key)
    #expect(throws: CryptoError.malformed) { try open(Stream(head: Array(envelope[..<80]))) }
    let bytes = stream.head + stream.chunks[0]
    #expect(throws: CryptoError.malformed) {
      try Envelope.open(
        bytes.rawSpan, context: .attachment, authenticating: place.rawSpan, key: key)
    }
  }

  @Test func `A changed byte of a chunk is refused`() throws {
    let stream = seal(Self.text(Self.chunk + 100))
    var generator = SeededGenerator(seed: 7)
    for number in stream.chunks.indices {
      let count = stream.chunks[number].count
      for index in [
        0, 1, count - 17, count - 16, count - 1, .random(in: 0..<count, using: &generator),
      ] {
        var changed = stream
        changed.chunks[number][index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        #expect(throws: CryptoError.forged, "byte \(index) of chunk \(number)") {
          try open(changed)
        }
      }
    }
  }

  @Test func `A cut chunk is refused wherever it's cut`() throws {
    let stream = seal(Self.text(400))
    for count in 0..<stream.chunks[0].count {
      var cut = stream
      cut.chunks[0] = Array(cut.chunks[0][..<count])
      #expect(throws: CryptoError.forged) { try open(cut) }
    }
  }

  @Test func `Chunks that are cut off, added, dropped, doubled or in another order are refused`() {
    let stream = seal(Self.text(3 * Self.chunk + 500))
    func refuses(_ name: Comment, _ change: (inout [[UInt8]]) -> Void) {
      var changed = stream
      change(&changed.chunks)
      #expect(throws: CryptoError.forged, name) { try open(changed) }
    }
    for count in 1..<stream.chunks.count {
      refuses("cut to \(count)") { $0 = Array($0[..<count]) }
      refuses("without \(count - 1)") { $0.remove(at: count - 1) }
      refuses("\(count) doubled") { $0.insert($0[count], at: count) }
      refuses("\(count) exchanged") { $0.swapAt(count - 1, count) }
      refuses("\(count) in the first one's place") { $0[0] = $0[count] }
    }
    refuses("the last one again") { $0.append($0[$0.count - 1]) }
  }

  @Test func `A chunk does not open in another stream, at the same number either`() {
    let (one, other) = (seal(Self.text(40_000)), seal(Self.text(40_000, seed: 2)))
    for number in one.chunks.indices {
      var mixed = one
      mixed.chunks[number] = other.chunks[number]
      #expect(throws: CryptoError.forged) { try open(mixed) }
    }
  }

  @Test func `Chunks open in any order`() throws {
    let text = Self.text(3 * Self.chunk)
    let stream = seal(text)
    let opener = try ChunkedEnvelope.Opener(
      stream.head.rawSpan, authenticating: place.rawSpan, key: key)
    for number in [2, 0, 1] {
      let start = number * Self.chunk
      let chunk = stream.chunks[number]
      let opened = try opener.open(
        chunk.rawSpan, number: UInt32(number), isLast: number == 2)
      #expect(opened == Array(text[start..<start + Self.chunk]))
    }
  }

  @Test func `The last number is given once, and nothing is sealed after it`() async {
    await #expect(processExitsWith: .success) { Self.sealAtTheEnd(twice: false) }
    await #expect(processExitsWith: .failure) { Self.sealAtTheEnd(twice: true) }
    await #expect(processExitsWith: .failure) { Self.sealAfterTheLast() }
  }

  static func sealAtTheEnd(twice: Bool) {
    var sealer = sealer()
    sealer.number = .max - 1
    let full = [UInt8](repeating: 0, count: chunk)
    _ = sealer.seal(full.rawSpan)
    if twice { _ = sealer.seal(full.rawSpan) }
  }

  static func sealAfterTheLast() {
    var sealer = sealer()
    let text: [UInt8] = [1]
    _ = sealer.seal(text.rawSpan, isLast: true)
    _ = sealer.seal(text.rawSpan, isLast: true)
  }

  static func sealer() -> ChunkedEnvelope.Sealer {
    let key = EnvelopeKey([UInt8](repeating: 0x11, count: 32).rawSpan)
    return ChunkedEnvelope.Sealer(
      Envelope.Header(keyClass: 1, keyID: BlindKey(Array(1...16).rawSpan), epoch: 1),
      authenticating: [1].rawSpan,
      key: key)
  }
}
