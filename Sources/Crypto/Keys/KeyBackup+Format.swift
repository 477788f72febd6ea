extension KeyBackup {
  private static let magic = Array("PORTALB1".utf8)
  private static let format: UInt32 = 1
  package static let headerByteCount = 76

  /// Why a file is no backup, or can't be opened.
  package enum Refusal: Error, Equatable {
    /// It has another beginning.
    case noBackup
    /// It is shorter or longer than it says.
    case incomplete
    /// It was made by a later program.
    case tooNew
    /// It was sealed to another recipient.
    case otherRecipient
    /// Something in it was changed.
    case changed
  }

  /// The bytes of the backup; `nil` where the recipient's public key can't be sealed to.
  package func seal() -> [UInt8]? {
    let count =
      Self.headerByteCount + SecretKey.byteCount + slots.count + 4
      + files.reduce(0) { $0 + 10 + $1.name.utf8.count + $1.bytes.count }
    let header =
      Self.magic + Self.format.bigEndianBytes + storeID + time.bigEndianBytes + recipient
      + UInt64(count + SealedBox.overhead).bigEndianBytes
    // Its room is made before a key comes in, so that it never moves and leaves one behind.
    var content: [UInt8] = []
    content.reserveCapacity(count)
    defer { wipe(&content) }
    content += header
    for offset in 0..<SecretKey.byteCount { content.append(main.bytes.byte(at: offset)) }
    content += slots
    content += UInt32(files.count).bigEndianBytes
    for file in files {
      content += UInt16(file.name.utf8.count).bigEndianBytes
      content += Array(file.name.utf8)
      content += UInt64(file.bytes.count).bigEndianBytes
      content += file.bytes
    }
    return SealedBox.seal(content.rawSpan, to: recipient.rawSpan).map { header + $0 }
  }

  /// Opens a backup.
  ///
  /// - Parameter secret: the recipient's.
  package init(opening bytes: [UInt8], with secret: borrowing SecretKey) throws(Refusal) {
    guard bytes.count >= 12 else { throw bytes.isEmpty ? .incomplete : .noBackup }
    guard Array(bytes[0..<8]) == Self.magic else { throw .noBackup }
    let format = UInt32(bigEndian: bytes.rawSpan, at: 8)
    guard format <= Self.format else { throw .tooNew }
    guard format == Self.format else { throw .noBackup }
    let headerByteCount = Self.headerByteCount
    guard bytes.count >= headerByteCount,
      UInt64(bytes.count - headerByteCount) == UInt64(bigEndian: bytes.rawSpan, at: 68)
    else { throw .incomplete }
    let recipient = Array(bytes[36..<68])
    guard recipient == SealedBox.publicKey(of: secret) else { throw .otherRecipient }
    let box = bytes.rawSpan.extracting(headerByteCount..<bytes.count)
    guard var content = SealedBox.open(box, with: secret) else { throw .changed }
    defer { wipe(&content) }
    let slotsStart = headerByteCount + SecretKey.byteCount
    let slotsEnd = slotsStart + SlotsFile.byteCount
    guard content.count >= slotsEnd, content[0..<headerByteCount] == bytes[0..<headerByteCount]
    else { throw .changed }
    let slots = Array(content[slotsStart..<slotsEnd])
    let storeID = Array(bytes[12..<28])
    guard SlotsFile.storeID(of: slots) == storeID,
      let files = Self.files(in: content.rawSpan.extracting(slotsEnd..<content.count))
    else { throw .changed }
    self.init(
      storeID: storeID, time: UInt64(bigEndian: bytes.rawSpan, at: 28), recipient: recipient,
      files: files,
      main: SecretKey(copying: content.rawSpan.extracting(headerByteCount..<slotsStart)),
      slots: slots)
  }

  private static func files(in bytes: RawSpan) -> [File]? {
    var offset = 0
    func has(_ count: UInt64) -> Bool { count <= UInt64(bytes.byteCount - offset) }
    guard has(4) else { return nil }
    let count = UInt32(bigEndian: bytes)
    offset = 4
    var files: [File] = []
    for _ in 0..<count {
      guard has(2) else { return nil }
      let nameCount = Int(UInt16(bigEndian: bytes, at: offset))
      offset += 2
      guard has(UInt64(nameCount) + 8) else { return nil }
      let name = bytes.extracting(offset..<offset + nameCount).array
      let size = UInt64(bigEndian: bytes, at: offset + nameCount)
      offset += nameCount + 8
      guard has(size), let name = String(validating: name, as: UTF8.self), isName(name) else {
        return nil
      }
      files.append(
        File(name: name, bytes: bytes.extracting(offset..<offset + Int(size)).array))
      offset += Int(size)
    }
    return offset == bytes.byteCount ? files : nil
  }

  /// Whether a file of that name lies in the keys folder, or in a folder there, and is no key's own
  /// nor what a crash left of one.
  /// Whoever knows the recipient can write a backup, which must not write elsewhere.
  package static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && !name.utf8.contains(0)
      && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count <= 200 }
      && !name.hasSuffix(".new")
      && ![RootKey.fileName, PassphraseFile.name, SlotsFile.name, BackupNote.name].contains(name)
  }
}
