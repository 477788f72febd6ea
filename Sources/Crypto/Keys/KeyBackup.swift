/// A backup of the keys, sealed to a recipient: the main key and the slots file, so that neither
/// the root key nor a passphrase is needed to restore them.
///
/// ```
/// magic "PORTALB1" 8 | format u32 = 1 | store UUID 16 | time u64 | recipient 32 | box length u64 | sealed box
/// in the box: the 76 bytes before it | main key 32 | slots file | file count u32 | files …
/// a file:     name length u16 | name | length u64 | bytes
/// ```
package struct KeyBackup: ~Copyable, Sendable {
  /// Another file of the keys folder.
  package struct File: Sendable {
    /// Its path below the folder.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  package let storeID: [UInt8]
  /// When it was made, in milliseconds since 1970.
  package let time: UInt64
  /// The public key that it's sealed to.
  package let recipient: [UInt8]
  package let epochs: KeyEpochs
  package let files: [File]
  let main: SecretKey
  let slots: [UInt8]

  /// Takes the keys out of a keyring, whose file nobody changes meanwhile.
  ///
  /// - Parameters:
  ///   - files: what else is in the keys folder.
  ///   - time: milliseconds since 1970.
  ///   - recipient: a public key, 32 bytes.
  /// - Throws: `KeyError.changing` where a bucket has two keys.
  package init(
    of keyring: Keyring, files: [File], time: UInt64, recipient: [UInt8]
  ) throws(KeyError) {
    guard keyring.changingBuckets.isEmpty else { throw .changing }
    let main = keyring.state.withLock { $0.main }
    var slots = try SlotsFile.read(keyring.path)
    SlotsFile.clear(.main, 1 - main.number, of: &slots)
    // What the main key doesn't open was left by another main key: nothing opens it any more.
    for slot in SlotsFile.slots.dropFirst() {
      let kept = SlotsFile.halves(slot, of: slots, under: main.key.secret).map(\.number)
      for half in 0...1 where !kept.contains(half) { SlotsFile.clear(slot, half, of: &slots) }
    }
    self.init(
      storeID: keyring.storeID, time: time, recipient: recipient, files: files,
      main: main.key.secret.copy(), slots: slots)
  }

  init(
    storeID: [UInt8], time: UInt64, recipient: [UInt8], files: [File], main: consuming SecretKey,
    slots: [UInt8]
  ) {
    self.storeID = storeID
    self.time = time
    self.recipient = recipient
    self.files = files
    self.main = main
    self.slots = slots
    epochs = KeyEpochs(of: slots)
  }

  /// Makes the slots file anew, with the main key under another root key.
  package func writeSlots(to path: String, root: borrowing SecretKey) throws(FileError) {
    var file = slots
    let wrapped = SlotsFile.half(main, .main, epochs.main, storeID, under: root)
    for half in 0...1 { SlotsFile.clear(.main, half, of: &file) }
    file.replaceSubrange(
      SlotsFile.Slot.main.offset..<SlotsFile.Slot.main.offset + wrapped.count, with: wrapped)
    try DurableFile.create(path, file)
  }
}
