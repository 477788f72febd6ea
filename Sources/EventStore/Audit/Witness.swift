public import Foundation
internal import PortalCrypto

/// Somebody other than the clinic who remembers what a log's last checkpoint was, and signs the next
/// one only where the log has but grown since (C2SP tlog-cosignature). With that a history that was
/// rewritten and signed anew can't be shown to whoever asks for the witness's signature.
public struct Witness: Sendable {
  private let files: TileFile

  /// - Parameter folder: where the witness keeps its key and the last checkpoint of each log; best on
  ///   another machine than the log.
  public init(_ folder: String) { files = TileFile(folder: folder) }

  /// What a witness said of a checkpoint.
  public struct Report: Sendable, Hashable {
    /// The log's name.
    public let origin: String
    /// How many events it has.
    public let size: UInt64
    /// How many it had when the witness saw it before; `nil` at the first time.
    public let before: UInt64?
    /// The witness's verifier key.
    public let key: String
  }

  /// Looks at an export, and cosigns its checkpoint where the log has only grown.
  ///
  /// - Parameters:
  ///   - export: the export, which gets the signature and the witness's key.
  ///   - name: the witness's name, for its first run; an address without its scheme.
  ///   - key: the log's verifier key, for the first time that the witness sees the log; that of the
  ///     export unless given. Later it is the one that was seen first.
  ///   - time: what time it is.
  /// - Throws: `forked` where the log was cut or rewritten, with what was kept; `invalid`.
  public func cosign(
    _ export: LogExport, name: String?, key: String? = nil, at time: Date = Date()
  ) throws(LogError) -> Report {
    do {
      let files = TileFile(folder: export.path)
      guard let bytes = try files.read("checkpoint") else {
        throw LogError(.invalid, "there is no export in \(export.path): checkpoint is missing")
      }
      let (checkpoint, state) = try checkpoint(in: bytes, of: export, key)
      let before = try lastSeen(state, try LogExport.verifierKey(state.key))
      try Self.check(checkpoint, after: before, files)
      let identity = try identity(name)
      let witness = identity.key
      var note = try SignedNote(parsing: bytes)
      if try witness.verify(note) == nil {
        let seconds = UInt64(max(0, time.timeIntervalSince1970))
        try note.add(witness.sign(note, at: seconds, with: identity.seed))
      }
      // Kept before it's handed out: what was signed is never forgotten.
      try self.files.replace(state.folder + "/log.vkey", with: Array("\(state.key)\n".utf8))
      try self.files.replace(state.folder + "/checkpoint", with: note.bytes)
      try Self.publish(note, witness, checkpoint, in: files)
      return Report(
        origin: checkpoint.origin, size: checkpoint.size, before: before?.size, key: witness.text)
    } catch { throw LogError(wrapping: error) }
  }

  private typealias State = (folder: String, key: String)

  private func checkpoint(
    in bytes: [UInt8], of export: LogExport, _ given: String?
  ) throws -> (Checkpoint, State) {
    let offered = try given ?? export.verifierKey()
    let name = try LogExport.verifierKey(offered).name
    // A name may hold what no file's name can.
    let folder = "logs/" + SHA256.hash(Array(name.utf8).rawSpan).prefix(16).map(\.self).hexadecimal
    let key = try files.line(folder + "/log.vkey") ?? offered
    let verifier = try LogExport.verifierKey(key)
    do {
      let checkpoint = try Checkpoint(in: SignedNote(parsing: bytes), signedBy: [verifier])
      guard checkpoint.origin == verifier.name else { throw NoteError.malformedCheckpoint }
      return (checkpoint, (folder, key))
    } catch is NoteError {
      throw LogError(
        .forked, "the checkpoint was changed, or not signed by the key that was seen first")
    }
  }

  private func lastSeen(_ state: State, _ key: VerifierKey) throws -> Checkpoint? {
    guard let bytes = try files.read(state.folder + "/checkpoint") else { return nil }
    do { return try Checkpoint(in: SignedNote(parsing: bytes), signedBy: [key]) } catch {
      throw LogError(.forked, "the checkpoint that the witness kept was changed")
    }
  }

  private static func check(
    _ new: Checkpoint, after old: Checkpoint?, _ files: TileFile
  ) throws {
    guard let old, old.size > 0 else { return }
    guard old.size <= new.size else {
      throw LogError(
        .forked, "the log ends at \(new.size), but the witness saw \(old.size): its end was cut off"
      )
    }
    var nodes = NodeStore(size: new.size)
    do {
      let proof = try ConsistencyProof.make(oldSize: old.size, newSize: new.size) { level, index in
        try files.node(level: level, index: index, size: new.size, of: &nodes)
      }
      try ConsistencyProof.verify(
        proof, oldSize: old.size, oldRoot: old.root, newSize: new.size, newRoot: new.root)
    } catch is MerkleError {
      throw LogError(
        .forked,
        "the log is not the one that the witness saw at \(old.size), or its tiles were changed")
    }
  }

  private static func publish(
    _ note: SignedNote, _ witness: WitnessKey, _ checkpoint: Checkpoint, in files: TileFile
  ) throws {
    let known = try files.read("witness.vkeys").map { String(decoding: $0, as: UTF8.self) } ?? ""
    if !known.split(separator: "\n").contains(where: { $0 == witness.text }) {
      try files.replace("witness.vkeys", with: Array("\(known)\(witness.text)\n".utf8))
    }
    try files.replace("checkpoints/\(checkpoint.size)", with: note.bytes)
    try files.replace("checkpoint", with: note.bytes)
  }

  private struct Identity: ~Copyable {
    let seed: SecretKey
    let key: WitnessKey
  }

  /// The witness's key, made at its first run.
  private func identity(_ name: String?) throws -> Identity {
    if let line = try files.line("witness.key") {
      let parts = line.split(separator: " ")
      guard parts.count == 2, var bytes = Base64.decode(parts[1]), bytes.count == 32 else {
        throw LogError(.keyUnavailable, "the witness's key in \(files.folder) is damaged")
      }
      defer { wipe(&bytes) }
      let seed = SecretKey(copying: bytes.rawSpan)
      let key = try WitnessKey(name: String(parts[0]), publicKey: Ed25519.publicKey(of: seed))
      guard name == nil || name == key.name else {
        throw LogError(.invalid, "the witness in \(files.folder) is called \(key.name)")
      }
      return Identity(seed: seed.copy(), key: key)
    }
    guard let name else {
      throw LogError(.invalid, "the witness is new: give it a name, such as example.org/witness")
    }
    let seed = SecretKey.random()
    let key: WitnessKey
    do throws(NoteError) {
      key = try WitnessKey(name: name, publicKey: Ed25519.publicKey(of: seed))
    } catch {
      throw LogError(.invalid, "a witness's name has neither spaces nor plus signs")
    }
    try DurableFile.makeFolder(files.folder)
    try DurableFile.create(
      "\(files.folder)/witness.key",
      Array("\(name) \(Base64.encode(seed.bytes.array))\n".utf8))
    return Identity(seed: seed.copy(), key: key)
  }
}
