/// The keys of a store in memory: the index key, the signing key and the bucket keys.
///
/// The slots file is theirs; whoever changes it holds ``Maintenance``.
package final class Keyring: Sendable {
  package let storeID: [UInt8]
  /// Blinds tags, types and subjects.
  package let index: SecretKey
  /// The seed of the key that signs checkpoints.
  package let signing: SecretKey
  /// The slots file.
  package let path: String
  /// The keys folder, which holds it.
  package var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }
  let state: Locked<State>

  /// What changes while a store is open.
  struct State {
    /// Wraps all others; it is itself wrapped by the root key.
    var main: Half
    let buckets: [Bucket]
    /// Whether there is another main key, which the root key doesn't open.
    let hasOldWrappings: Bool

    init(_ main: Half, of file: [UInt8], orElse failure: KeyError) throws(KeyError) {
      self.main = main
      buckets = try Keyring.buckets(of: file, under: main, orElse: failure)
      let other = SlotsFile.Slot.main.offset(1 - main.number)
      hasOldWrappings = file[other..<other + SlotsFile.halfByteCount].contains { $0 != 0 }
    }
  }

  /// The keys of a bucket: one, or two while it is being changed.
  struct Bucket {
    var current: Half
    /// The earlier key, as long as subjects may still be wrapped by it.
    var earlier: Half?
  }

  /// A half of a slot that holds a key.
  struct Half {
    /// Which half, 0 or 1.
    let number: Int
    let epoch: UInt32
    let key: SharedKey
  }

  /// Opens the slots file.
  ///
  /// - Throws: `KeyError.wrong` where the root key is that of another store; `.damaged` where it's
  ///   not, and yet a key doesn't open.
  package init(opening path: String, root: borrowing SecretKey) throws(KeyError) {
    let file = try SlotsFile.read(path)
    storeID = SlotsFile.storeID(of: file)
    let main = try SlotsFile.newest(.main, of: file, under: root, orElse: .wrong)
    let damaged = KeyError.damaged(path)
    index = try SlotsFile.newest(.index, of: file, under: main.key.secret, orElse: damaged)
      .key.secret.copy()
    signing = try SlotsFile.newest(.signing, of: file, under: main.key.secret, orElse: damaged)
      .key.secret.copy()
    state = Locked(try State(main, of: file, orElse: damaged))
    self.path = path
  }

  /// The key of a bucket that wraps the keys of subjects.
  ///
  /// - Parameter epoch: how often the bucket's key had been changed. Where this keyring doesn't know
  ///   it, another process may have changed the key: the file is read again.
  package func bucketKey(_ number: UInt8, epoch: UInt32) throws(KeyError) -> SharedKey {
    if let key = known(number, epoch) { return key }
    try reload()
    guard let key = known(number, epoch) else { throw .wrong }
    return key
  }

  /// How often the key of a bucket was changed.
  package func bucketEpoch(_ number: UInt8) -> UInt32 {
    state.withLock { $0.buckets[Int(number)].current.epoch }
  }

  /// How often the key of a bucket had been changed when the earliest of its keys was made.
  package func earliestEpoch(_ number: UInt8) -> UInt32 {
    state.withLock { state in
      let bucket = state.buckets[Int(number)]
      return bucket.earlier?.epoch ?? bucket.current.epoch
    }
  }

  /// The buckets that have two keys: their change was begun and not finished.
  package var changingBuckets: [UInt8] {
    state.withLock { state in
      (UInt8.min...UInt8.max).filter { state.buckets[Int($0)].earlier != nil }
    }
  }

  /// Whether the file holds a main key that the root key doesn't open: that of a change of the root
  /// key which wasn't ended.
  package var hasOldWrappings: Bool { state.withLock { $0.hasOldWrappings } }

  /// Reads the file again, which another process may have changed.
  ///
  /// - Throws: `KeyError.wrong` where the root key was changed and isn't in a file.
  package func reload() throws(KeyError) {
    let file = try SlotsFile.read(path)
    let main = state.withLock { $0.main }
    do throws(KeyError) { try take(main, of: file) } catch {
      guard error == .wrong, try takeUnderRoot(file) else { throw error }
    }
  }

  /// Reads the file again for who is about to change it, and goes by the root key where that is in a
  /// file: an interrupted change of it may have left two main keys, one of which must wrap nothing.
  func reloadUnderRoot() throws(KeyError) {
    let file = try SlotsFile.read(path)
    if try !takeUnderRoot(file) { try reload() }
  }

  /// - Returns: whether the root key is in a file.
  private func takeUnderRoot(_ file: [UInt8]) throws(KeyError) -> Bool {
    guard let root = try? RootKey.read(from: folder + "/" + RootKey.fileName) else { return false }
    try take(try SlotsFile.newest(.main, of: file, under: root, orElse: .wrong), of: file)
    return true
  }

  private func take(_ main: Half, of file: [UInt8]) throws(KeyError) {
    let taken = try State(main, of: file, orElse: .wrong)
    state.withLock { $0 = taken }
  }

  private func known(_ number: UInt8, _ epoch: UInt32) -> SharedKey? {
    state.withLock { state in
      let bucket = state.buckets[Int(number)]
      return [bucket.current, bucket.earlier].compactMap { $0 }.first { $0.epoch == epoch }?.key
    }
  }

  private static func buckets(
    of file: [UInt8], under main: Half, orElse failure: KeyError
  ) throws(KeyError) -> [Bucket] {
    var buckets: [Bucket] = []
    for number in UInt8.min...UInt8.max {
      let halves = SlotsFile.halves(.bucket(number), of: file, under: main.key.secret)
      guard let newest = halves.first else { throw failure }
      buckets.append(Bucket(current: newest, earlier: halves.dropFirst().first))
    }
    return buckets
  }
}
