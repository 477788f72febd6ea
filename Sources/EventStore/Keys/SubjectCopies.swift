internal import LMDB
internal import PortalCrypto

/// The rows of a bucket's subjects as its newest key wraps them, in a file `subjects/BUCKET` of the
/// keys folder.
///
/// A backup of the store from before a change of the bucket's key holds rows that nothing opens any
/// more. With this file it can be restored all the same: for the subjects that live; the erased
/// stay erased.
///
/// ```
/// magic "PORTALS1" 8 | format u32 = 1 | store UUID 16 | bucket u8 | epoch u32 | count u32
/// per subject: key identifier 16 | row 168
/// BLAKE2b-256 of all before it, under the index key
/// ```
struct SubjectCopies {
  var rows: [BlindKey: SubjectRow] = [:]

  private static let magic = Array("PORTALS1".utf8)
  private static let format: UInt32 = 1
  private static let headerByteCount = 37
  private static let rowByteCount = BlindKey.byteCount + SubjectRow.byteCount

  private static func folder(_ keyring: Keyring) -> String { keyring.folder + "/subjects" }

  private static func path(_ bucket: UInt8, _ keyring: Keyring) -> String {
    folder(keyring) + "/" + [bucket].hexadecimal
  }

  func save(_ bucket: UInt8, _ keyring: Keyring) throws {
    var writer = ByteWriter(reserving: Self.headerByteCount + rows.count * Self.rowByteCount + 32)
    writer.write(Self.magic)
    writer.write(Self.format)
    writer.write(keyring.storeID)
    writer.write(bucket)
    writer.write(keyring.bucketEpoch(bucket))
    writer.write(UInt32(rows.count))
    for (keyID, row) in rows.sorted(by: { $0.key < $1.key }) {
      writer.write(keyID.bytes)
      writer.write(row.encode())
    }
    writer.write(BLAKE2b.hash(writer.bytes.rawSpan, key: keyring.index, byteCount: 32))
    try DurableFile.makeFolder(Self.folder(keyring))
    try DurableFile.replace(Self.path(bucket, keyring), with: writer.bytes)
  }

  /// Reads the file of a bucket; nothing where it never was changed.
  ///
  /// - Throws: `LogError` with `keyUnavailable` where the file was changed.
  init(_ bucket: UInt8, _ keyring: Keyring) throws {
    let path = Self.path(bucket, keyring)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try DurableFile.read(path, limit: 1 << 30) } catch {
      if error.isMissing { return }
      throw error
    }
    let end = bytes.count - 32
    guard end >= Self.headerByteCount,
      constantTimeEqual(
        BLAKE2b.hash(bytes.rawSpan.extracting(0..<end), key: keyring.index, byteCount: 32).rawSpan,
        bytes.rawSpan.extracting(end..<bytes.count)),
      Array(bytes[0..<8]) == Self.magic, Array(bytes[12..<28]) == keyring.storeID,
      bytes[28] == bucket
    else {
      throw LogError(.keyUnavailable, "\(path) is damaged; restore it from a backup of the keys")
    }
    for start in stride(from: Self.headerByteCount, to: end, by: Self.rowByteCount) {
      let row = bytes.rawSpan.extracting(start..<start + Self.rowByteCount)
      rows[BlindKey(row.extracting(0..<16))] =
        SubjectRow(decoding: row.extracting(16..<Self.rowByteCount))
    }
  }

  init() {}
}
