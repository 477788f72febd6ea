internal import Glibc

/// The right to change the keys of a store, which one has at a time among all processes. It ends
/// with this value.
package struct KeyMaintenance: ~Copyable {
  private let keyring: Keyring
  private let lock: Int32

  /// - Parameter waits: whether to wait while another has the right.
  /// - Returns: `nil` where another has it and waiting was not wanted.
  package init?(of keyring: Keyring, waits: Bool) throws(KeyError) {
    self.keyring = keyring
    lock = unsafe open(keyring.path, O_RDWR | O_CLOEXEC)
    guard lock >= 0 else {
      throw .file(FileError(code: errno, action: "opening \(keyring.path)"))
    }
    while flock(lock, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(lock)
      if code == EWOULDBLOCK { return nil }
      throw .file(FileError(code: code, action: "locking \(keyring.path)"))
    }
    // Who had the right before may have changed the keys.
    try keyring.reloadUnderRoot()
  }

  deinit { close(lock) }

  // The keys of buckets.

  /// Gives buckets a new key beside the one they have, on the disk when this returns. A bucket that
  /// has two already keeps them.
  package borrowing func begin(_ buckets: [UInt8]) throws(KeyError) {
    var parts: [(Int, [UInt8])] = []
    let state = keyring.state.withLock { $0 }
    for number in buckets {
      let bucket = state.buckets[Int(number)]
      guard bucket.earlier == nil else { continue }
      let current = bucket.current
      parts.append(
        part(
          .bucket(number), SecretKey.random(), current.epoch + 1, beside: current,
          under: state.main.key))
    }
    try write(parts)
  }

  /// Wipes the earlier keys of buckets where they lie: nothing may be wrapped by them any more.
  package borrowing func finish(_ buckets: [UInt8]) throws(KeyError) {
    let state = keyring.state.withLock { $0 }
    try write(
      buckets.compactMap { number in
        state.buckets[Int(number)].earlier.map { wiped(.bucket(number), $0.number) }
      })
  }

  // The root key.

  /// Wraps all keys anew: a new main key under a new root key, the others under the new main key.
  /// The old wrappings stay until ``wipeOldWrappings()``; until then either root key opens the file.
  ///
  /// - Precondition: no bucket has two keys.
  package borrowing func rewrap(under root: borrowing SecretKey) throws(KeyError) {
    precondition(keyring.changingBuckets.isEmpty, "a change of bucket keys is under way")
    let file = try SlotsFile.read(keyring.path)
    let old = keyring.state.withLock { $0.main }
    let main = SharedKey(SecretKey.random())
    var parts: [(Int, [UInt8])] = []
    for slot in SlotsFile.slots.dropFirst() {
      let current = try SlotsFile.newest(slot, of: file, under: old.key.secret, orElse: .wrong)
      parts.append(part(slot, current.key.secret, current.epoch, beside: current, under: main))
    }
    // The main key last: it makes the others count.
    try write(parts)
    let half = Keyring.Half(number: 1 - old.number, epoch: old.epoch + 1, key: main)
    let bytes = SlotsFile.half(main.secret, .main, half.epoch, keyring.storeID, under: root)
    do throws(FileError) {
      try DurableFile.overwrite(keyring.path, [(SlotsFile.Slot.main.offset(half.number), bytes)])
    } catch { throw .file(error) }
    keyring.state.withLock { $0.main = half }
    try keyring.reload()
  }

  /// Wipes every wrapping that the root key of this keyring doesn't open.
  package borrowing func wipeOldWrappings() throws(KeyError) {
    let file = try SlotsFile.read(keyring.path)
    let main = keyring.state.withLock { $0.main }
    var parts = [wiped(.main, 1 - main.number)]
    for slot in SlotsFile.slots.dropFirst() {
      let kept = SlotsFile.halves(slot, of: file, under: main.key.secret).map(\.number)
      for number in 0...1 where !kept.contains(number) { parts.append(wiped(slot, number)) }
    }
    try write(parts)
  }

  private borrowing func write(_ parts: [(Int, [UInt8])]) throws(KeyError) {
    do throws(FileError) {
      try DurableFile.overwrite(keyring.path, parts.map { (offset: $0, bytes: $1) })
    } catch { throw .file(error) }
    try keyring.reload()
  }

  /// A key for the half of a slot that isn't in use.
  private borrowing func part(
    _ slot: SlotsFile.Slot, _ key: borrowing SecretKey, _ epoch: UInt32,
    beside current: Keyring.Half, under wrapping: SharedKey
  ) -> (Int, [UInt8]) {
    let bytes = SlotsFile.half(key, slot, epoch, keyring.storeID, under: wrapping.secret)
    return (slot.offset(1 - current.number), bytes)
  }

  private borrowing func wiped(_ slot: SlotsFile.Slot, _ number: Int) -> (Int, [UInt8]) {
    (slot.offset(number), [UInt8](repeating: 0, count: SlotsFile.halfByteCount))
  }
}
