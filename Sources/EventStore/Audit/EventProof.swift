public import Foundation
internal import PortalCrypto

/// The proof that one event stands in a log, and what it says: whoever holds it verifies it with the
/// log's verifier key alone, and reads that event and no other.
///
/// It's a text (C2SP tlog-proof) whose extra data is
///
/// ```
/// version 1 | flags 1 | leaf 68 | AD 25 | okm 64, where flags say so | envelope
/// ```
///
/// Flag 1: the key material of the envelope is there. Of an erased event nobody has it.
public struct EventProof: Sendable {
  static let header = "c2sp.org/tlog-proof@v1"
  static let associatedByteCount = 25
  /// An event has 16 MiB at most, and base64 takes a third more.
  static let byteLimit = 32 << 20

  let leaf: [UInt8]
  let associated: [UInt8]
  /// Empty for an erased event.
  let keyMaterial: [UInt8]
  let envelope: [UInt8]
  let index: UInt64
  let path: [MerkleHash]
  /// The checkpoint, with whatever signatures it bears.
  let note: [UInt8]

  /// The proof as it is stored and handed on.
  public var text: String {
    let flags: UInt8 = keyMaterial.isEmpty ? 0 : 1
    let extra = [1, flags] + leaf + associated + keyMaterial + envelope
    let lines =
      [Self.header, "extra \(Base64.encode(extra))", "index \(index)"]
      + path.map { Base64.encode($0.bytes) }
    return lines.map { "\($0)\n" }.joined() + "\n" + String(decoding: note, as: UTF8.self)
  }

  init(
    leaf: [UInt8], associated: [UInt8], keyMaterial: [UInt8], envelope: [UInt8], index: UInt64,
    path: [MerkleHash], note: [UInt8]
  ) {
    self.leaf = leaf
    self.associated = associated
    self.keyMaterial = keyMaterial
    self.envelope = envelope
    self.index = index
    self.path = path
    self.note = note
  }

  /// Reads a proof, believing none of it.
  ///
  /// - Throws: `invalid` where the text is none.
  public init(_ text: String) throws(LogError) {
    let malformed = LogError(.invalid, "the file is no proof of an event, or was cut")
    guard text.utf8.count <= Self.byteLimit, let end = text.firstRange(of: "\n\n") else {
      throw malformed
    }
    var lines = text[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[
      ...]
    guard lines.popFirst().map({ $0 == Self.header }) == true,
      let extra = lines.popFirst().flatMap({ Self.value($0, "extra") }).flatMap(Base64.decode),
      let number = lines.popFirst().flatMap({ Self.value($0, "index") }),
      let index = UInt64(number), String(index) == number, lines.count <= 64
    else { throw malformed }
    var path: [MerkleHash] = []
    for line in lines {
      guard let bytes = Base64.decode(line), let hash = try? MerkleHash(bytes.rawSpan) else {
        throw malformed
      }
      path.append(hash)
    }
    var reader = ByteReader(extra.rawSpan)
    guard reader.read(UInt8.self) == 1, let flags = reader.read(UInt8.self), flags <= 1,
      let leaf = reader.read(Leaf.byteCount),
      let associated = reader.read(Self.associatedByteCount),
      let keyMaterial = reader.read(flags == 1 ? Envelope.keyMaterialByteCount : 0),
      let envelope = reader.read(extra.count - reader.offset), envelope.count >= Envelope.overhead
    else { throw malformed }
    self.init(
      leaf: leaf, associated: associated, keyMaterial: keyMaterial, envelope: envelope,
      index: index, path: path, note: Array(text[end.upperBound...].utf8))
  }

  private static func value(_ line: Substring, _ name: String) -> Substring? {
    line.hasPrefix("\(name) ") ? line.dropFirst(name.count + 1) : nil
  }
}

extension EventProof {
  /// What a proof proves.
  public struct Proven: Sendable {
    /// The name of the log.
    public let origin: String
    /// How many events the log had when it was signed.
    public let size: UInt64
    /// Where the event stands, when it was appended, and what it says; an erased one says nothing.
    public let event: RecordedEvent
    /// The witnesses that have signed the checkpoint, and when.
    public let witnesses: [Cosigned]
  }

  /// A witness's signature that counts.
  public struct Cosigned: Sendable, Hashable {
    /// The witness's name.
    public let name: String
    /// When it signed.
    public let time: Date
  }

  /// Verifies the proof, from the log's signature down to the event's content.
  ///
  /// - Parameters:
  ///   - key: the log's verifier key.
  ///   - witnesses: the verifier keys of witnesses; each must have signed.
  /// - Throws: `invalid` where a key is none; `forked` with what does not hold.
  public func verify(key: String, witnesses: [String] = []) throws(LogError) -> Proven {
    let key = try Self.wrapping { try LogExport.verifierKey(key) }
    let signedNote = try Self.claim("its checkpoint was changed") {
      try SignedNote(parsing: note)
    }
    let checkpoint = try Self.claim("its checkpoint was changed, or another log signed it") {
      try Checkpoint(in: signedNote, signedBy: [key])
    }
    guard checkpoint.origin == key.name else { throw Self.refusal("it is of another log") }
    let signed = try witnesses.map { text throws(LogError) in
      let witness = try Self.wrapping { try WitnessKey(text) }
      guard let time = try Self.wrapping({ try witness.verify(signedNote) }) else {
        throw Self.refusal("the witness \(witness.name) has not signed its checkpoint")
      }
      return Cosigned(name: witness.name, time: time)
    }
    let leaf = leaf
    try Self.claim("the log, as it was signed, has no such event at that position") {
      try InclusionProof.verify(
        path, leaf: .leaf(leaf.rawSpan), index: index, size: checkpoint.size,
        root: checkpoint.root)
    }
    return Proven(
      origin: checkpoint.origin, size: checkpoint.size, event: try content(), witnesses: signed)
  }

  /// What the envelope holds, which must be the one of the leaf.
  private func content() throws(LogError) -> RecordedEvent {
    let position = leaf.rawSpan.integer(at: 4)
    guard leaf[0] == 1, leaf[1] == 1, leaf[3] == 0, position == index + 1 else {
      throw Self.refusal("its leaf says another position")
    }
    guard SHA256.hash(envelope.rawSpan) == Array(leaf[36...]), envelope[2] == leaf[2] else {
      throw Self.refusal("its envelope is not the one that the log holds")
    }
    guard let keyClass = KeyClass(rawValue: leaf[2]),
      associated.rawSpan.integer(at: 16) == position, associated[24] == leaf[2]
    else { throw Self.refusal("its envelope is said to belong elsewhere") }
    let time = Date(timeIntervalSince1970: Double(leaf.rawSpan.integer(at: 12)) / 1000)
    if keyMaterial.isEmpty {
      return RecordedEvent(position: position, time: time, contents: .erased)
    }
    let (envelope, associated, keyMaterial) = (envelope, associated, keyMaterial)
    let plaintext = try Self.claim("its envelope doesn't open with the key that it brings") {
      try Envelope.open(
        envelope.rawSpan, authenticating: associated.rawSpan, keyMaterial: keyMaterial.rawSpan)
    }
    guard let event = EventRecord.decode(plaintext.rawSpan, keyClass: keyClass) else {
      throw Self.refusal("its envelope holds no event")
    }
    return RecordedEvent(position: position, time: time, contents: .intact(event))
  }

  private static func refusal(_ what: String) -> LogError {
    LogError(.forked, "the proof does not hold: \(what)")
  }

  private static func claim<Result>(
    _ what: String, _ body: () throws -> Result
  ) throws(LogError) -> Result {
    do { return try body() } catch { throw refusal(what) }
  }

  private static func wrapping<Result>(_ body: () throws -> Result) throws(LogError) -> Result {
    do { return try body() } catch { throw LogError(wrapping: error) }
  }
}
