import PortalCrypto

/// What `envelopes.json` holds: envelopes of version 1 that Python made.
struct GoldenEnvelopes: Decodable {
  private let plaintext: HexBytes
  let envelopes: [GoldenEnvelope]
  let twoKeys: TwoKeys

  /// What an envelope holds: the first bytes of a common plaintext.
  func plaintext(of golden: GoldenEnvelope) -> [UInt8] {
    Array(plaintext.bytes.prefix(golden.length))
  }

  static func load() throws -> GoldenEnvelopes { try Fixtures.load("envelopes") }

  /// One ciphertext that XChaCha20-Poly1305 takes for genuine under the keys of two subjects, behind
  /// the commitment to each of them.
  struct TwoKeys: Decodable {
    let associated: HexBytes
    let keys, envelopes: [HexBytes]
  }
}

/// An envelope, and all that is needed to seal it again.
struct GoldenEnvelope: Decodable {
  enum Context: String, Decodable {
    case event, view
  }

  private let context: Context
  private let keyClass: UInt8
  private let key, keyID, salt: HexBytes
  private let epoch: UInt32
  let length: Int
  /// For an event: store 16, position 8, class 1.
  let associated: HexBytes
  let envelope: HexBytes
  /// The key that XChaCha20-Poly1305 gets.
  let encryptionKey: HexBytes

  var isOfEvent: Bool { context == .event }

  var header: Envelope.Header {
    Envelope.Header(keyClass: keyClass, keyID: BlindKey(keyID.bytes.rawSpan), epoch: epoch)
  }

  func seal(_ plaintext: [UInt8]) -> [UInt8] {
    Envelope.seal(
      plaintext.rawSpan, header: header, context: context.ours,
      authenticating: associated.bytes.rawSpan, key: EnvelopeKey(key.bytes.rawSpan),
      salt: salt.bytes.rawSpan)
  }

  /// Opens the envelope, or what became of it.
  func open(
    _ envelope: [UInt8]? = nil, associated: [UInt8]? = nil, inOtherContext: Bool = false,
    key: [UInt8]? = nil
  ) throws(CryptoError) -> [UInt8] {
    let envelope = envelope ?? self.envelope.bytes
    let associated = associated ?? self.associated.bytes
    let key = key ?? self.key.bytes
    return try Envelope.open(
      envelope.rawSpan, context: inOtherContext ? context.other : context.ours,
      authenticating: associated.rawSpan, key: EnvelopeKey(key.rawSpan))
  }

  /// Why an envelope is refused; `nil` where it opens.
  func refusal(
    _ envelope: [UInt8]? = nil, associated: [UInt8]? = nil, inOtherContext: Bool = false,
    key: [UInt8]? = nil
  ) -> CryptoError? {
    do throws(CryptoError) {
      _ = try open(
        envelope, associated: associated, inOtherContext: inOtherContext, key: key)
      return nil
    } catch { return error }
  }
}

extension GoldenEnvelope.Context {
  fileprivate var ours: Envelope.Context { self == .event ? .event : .view }
  fileprivate var other: Envelope.Context { self == .event ? .view : .event }
}
