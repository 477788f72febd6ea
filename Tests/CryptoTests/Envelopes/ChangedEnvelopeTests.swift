import PortalCrypto
import Testing

/// What was changed, and which error tells: `malformed` for a version that isn't known, `wrongKey`
/// for all that the commitment covers, `forged` for what was sealed.
@Suite struct ChangedEnvelopeTests {
  let golden: GoldenEnvelopes

  init() throws { golden = try .load() }

  func error(forByte index: Int) -> CryptoError {
    switch index {
    case 0, 1, 3: .malformed
    case ..<80: .wrongKey
    default: .forged
    }
  }

  @Test func `Any bit changed in an envelope is refused`() throws {
    let envelope = try #require(golden.envelopes.first { $0.length == 17 })
    for index in envelope.envelope.bytes.indices {
      for bit in 0..<8 {
        var changed = envelope.envelope.bytes
        changed[index] ^= 1 << bit
        let refusal = envelope.refusal(changed)
        #expect(refusal == error(forByte: index), "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test func `Any byte changed in any golden envelope is refused`() {
    for envelope in golden.envelopes {
      for index in envelope.envelope.bytes.indices {
        var changed = envelope.envelope.bytes
        changed[index] ^= 1 << (index % 8)
        let refusal = envelope.refusal(changed)
        #expect(refusal == error(forByte: index), "byte \(index) of \(envelope.length) sealed")
      }
    }
  }

  @Test func `No other version, suite or flags are taken for these`() throws {
    let envelope = try #require(golden.envelopes.first)
    for (index, known) in [(0, Envelope.version), (1, Envelope.suite), (3, 0)] {
      for value in UInt8.min...UInt8.max where value != known {
        var changed = envelope.envelope.bytes
        changed[index] = value
        #expect(envelope.refusal(changed) == .malformed, "\(value) at byte \(index)")
        #expect(throws: CryptoError.malformed) { try Envelope.Header(of: changed.rawSpan) }
      }
    }
  }

  @Test func `At another position, in another store or of another class nothing opens`() {
    for envelope in golden.envelopes {
      let associated = envelope.associated.bytes
      // Of an event: the store's identity 0..<16, the position 16..<24, the class 24.
      // Of a row: the store's identity, the row's key, the table's name.
      #expect(associated.count == (envelope.isOfEvent ? 25 : 66))
      for index in associated.indices {
        var changed = associated
        changed[index] ^= 1 << (index % 8)
        #expect(envelope.refusal(associated: changed) == .wrongKey, "byte \(index)")
      }
      #expect(envelope.refusal(associated: associated + [0]) == .wrongKey)
      #expect(envelope.refusal(associated: associated.dropLast()) == .wrongKey)
      #expect(envelope.refusal(associated: []) == .wrongKey)
      #expect(envelope.refusal(inOtherContext: true) == .wrongKey)
    }
  }

  @Test func `A cut or lengthened envelope is refused`() throws {
    let envelope = try #require(golden.envelopes.first { $0.length == 17 })
    let bytes = envelope.envelope.bytes
    for count in bytes.indices {
      let refusal = envelope.refusal(Array(bytes.prefix(count)))
      #expect(refusal == (count < Envelope.overhead ? .malformed : .forged), "\(count) bytes")
    }
    #expect(envelope.refusal(bytes + [0]) == .forged)
  }
}
