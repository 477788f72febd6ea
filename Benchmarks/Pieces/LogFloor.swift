import Floor

/// The least that an append and a reading take: the cipher alone, and one fdatasync.
final class LogFloor: Sendable {
  private let cipher: Cipher
  private let file: SlotFile
  private let record = [UInt8](repeating: 7, count: 430)
  private let slot: [UInt8]

  /// - Parameter folder: on the log's own disk.
  init(folder: String) throws {
    cipher = try Cipher()
    file = try SlotFile(path: folder + "/floor", slotCount: 1 << 12)
    var slot = [UInt8](repeating: 0, count: SlotFile.slotByteCount)
    cipher.seal(record, number: 0, into: &slot, at: 0)
    self.slot = slot
  }

  /// Seals so many records and puts them on the disk.
  func append(_ count: Int) throws {
    var slots = [UInt8](repeating: 0, count: count * SlotFile.slotByteCount)
    for number in 0..<count {
      cipher.seal(
        record, number: UInt64(number), into: &slots, at: number * SlotFile.slotByteCount)
    }
    try file.write(slots, at: 0)
    try file.synchronize()
  }

  /// Opens a record so many times.
  func open(_ count: Int) throws {
    var opened = [UInt8](repeating: 0, count: SlotFile.slotByteCount)
    let sealed = slot.prefix(record.count + cipher.overhead)
    for _ in 0..<count {
      try unsafe sealed.withUnsafeBytes { try unsafe cipher.open($0, into: &opened) }
    }
  }
}
