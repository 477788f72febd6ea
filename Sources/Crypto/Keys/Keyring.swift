/// The keys of a store in memory: the index key, the signing key and the bucket keys.
package final class Keyring: Sendable {
  package let storeID: [UInt8]
  /// Blinds tags, types and subjects.
  package let index: SecretKey
  /// The seed of the key that signs checkpoints.
  package let signing: SecretKey
  private let buckets: KeyCache
  private let bucketEpochs: [UInt32]

  /// Opens the slots file.
  ///
  /// - Throws: `KeyError.wrong` where the root key is that of another store.
  package init(opening path: String, root: borrowing SecretKey) throws(KeyError) {
    let file: [UInt8]
    do throws(FileError) {
      file = try DurableFile.read(path, limit: SlotsFile.byteCount)
    } catch { throw .file(error) }
    guard file.count == SlotsFile.byteCount, Array(file[0..<8]) == SlotsFile.magic,
      UInt32(bigEndian: file.rawSpan, at: 8) == SlotsFile.format
    else { throw .damaged(path) }
    let storeID = Array(file[12..<28])
    let main = try Self.key(.main, of: file, storeID, under: root)
    let buckets = KeyCache(capacity: 256)
    for number in UInt8.min...UInt8.max {
      buckets.store(
        try Self.key(.bucket(number), of: file, storeID, under: main), for: [number])
    }
    bucketEpochs = (UInt8.min...UInt8.max).map { Self.half(.bucket($0), of: file).epoch }
    index = try Self.key(.index, of: file, storeID, under: main)
    signing = try Self.key(.signing, of: file, storeID, under: main)
    self.storeID = storeID
    self.buckets = buckets
  }

  /// The key of the bucket that a subject's keys are wrapped by.
  package func bucketKey(_ number: UInt8) throws(KeyError) -> SecretKey {
    guard let key = buckets.key(for: [number]) else { throw .wrong }
    return key
  }

  /// How often the key of a bucket was changed.
  package func bucketEpoch(_ number: UInt8) -> UInt32 { bucketEpochs[Int(number)] }

  /// The half of a slot that is in use: the one with the higher epoch.
  private static func half(
    _ slot: SlotsFile.Slot, of file: [UInt8]
  ) -> (offset: Int, epoch: UInt32) {
    let halves = [slot.offset, slot.offset + SlotsFile.halfByteCount].map { offset in
      (offset: offset, epoch: UInt32(bigEndian: file.rawSpan, at: offset))
    }
    return halves[1].epoch > halves[0].epoch ? halves[1] : halves[0]
  }

  /// Reads the half of a slot that is in use.
  private static func key(
    _ slot: SlotsFile.Slot, of file: [UInt8], _ storeID: [UInt8],
    under wrapping: borrowing SecretKey
  ) throws(KeyError) -> SecretKey {
    let (offset, epoch) = half(slot, of: file)
    do throws(CryptoError) {
      return try KeyWrap.unwrap(
        file.rawSpan.extracting(offset + 4..<offset + 4 + KeyWrap.byteCount), under: wrapping,
        context: SlotsFile.context(slot, epoch, storeID).rawSpan)
    } catch { throw .wrong }
  }
}
