import TestSupport

@testable import PortalCrypto

/// A slots file of a test's own, with the root key that opens it.
struct SlotsFolder {
  let folder = QuickFolder()
  let storeID = [UInt8](repeating: 0x5a, count: 16)
  let root = [UInt8](repeating: 0x77, count: 32)

  var path: String { folder.path + "/slots" }

  init() throws {
    try SlotsFile.create(
      at: path, storeID: storeID, root: SecretKey(copying: root.rawSpan))
  }

  func bytes() throws -> [UInt8] {
    try DurableFile.read(path, limit: SlotsFile.byteCount)
  }

  func change(_ offset: Int, to bytes: [UInt8]) throws {
    try DurableFile.overwrite(path, [(offset, bytes)])
  }

  func open(root: [UInt8]? = nil) throws(KeyError) -> Keyring {
    let root = root ?? self.root
    return try Keyring(opening: path, root: SecretKey(copying: root.rawSpan))
  }

  /// Why the file is refused; `nil` where it opens.
  func refusal(root: [UInt8]? = nil) -> KeyError? {
    do throws(KeyError) {
      _ = try open(root: root)
      return nil
    } catch { return error }
  }

  /// The key that wraps all others of the file.
  func mainKey() throws -> SecretKey {
    let bytes = try bytes()
    let offset = SlotsFile.Slot.main.offset
    return try KeyWrap.unwrap(
      bytes.rawSpan.extracting(offset + 4..<offset + 4 + KeyWrap.byteCount),
      under: SecretKey(copying: root.rawSpan),
      context: SlotsFile.context(.main, 1, storeID).rawSpan)
  }

  /// Writes a key into a half of a slot, as a rotation does.
  func write(_ key: [UInt8], epoch: UInt32, into slot: SlotsFile.Slot, half: Int) throws {
    let bytes = SlotsFile.half(
      SecretKey(copying: key.rawSpan), slot, epoch, storeID, under: try mainKey())
    try change(slot.offset + half * SlotsFile.halfByteCount, to: bytes)
  }
}

extension Keyring {
  /// Every key, in the file's order.
  func keys() throws(KeyError) -> [[UInt8]] {
    var keys = [index.array, signing.array]
    for number in UInt8.min...UInt8.max {
      let key = try bucketKey(number, epoch: bucketEpoch(number))
      keys.append(key.secret.array)
    }
    return keys
  }
}

extension SecretKey {
  /// A copy of the key.
  var array: [UInt8] {
    let copy = copy()
    return copy.bytes.array
  }
}
