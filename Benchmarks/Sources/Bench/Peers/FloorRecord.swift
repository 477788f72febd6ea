import EventStore
import Foundation

/// A record of the floor in its slot.
///
/// ```
/// count u16 | record, sealed or not | zeros
/// record: payload count u16 | metadata count u16 | payload | metadata | id 16 | type, subject, tags
/// ```
enum FloorRecord {
  static func append(
    _ event: NewEvent, number: UInt64, sealedBy cipher: Cipher?, to slots: inout [UInt8]
  ) {
    let start = slots.count
    let record = encode(event)
    let count = record.count + (cipher == nil ? 0 : Cipher.overhead)
    precondition(count + 2 <= SlotFile.slotByteCount, "an event that is too large for the floor")
    append(count, to: &slots)
    if cipher == nil { slots += record }
    let end = start + SlotFile.slotByteCount
    slots.append(contentsOf: repeatElement(0, count: end - slots.count))
    cipher?.seal(record, number: number, into: &slots, at: start + 2)
  }

  /// - Parameter opened: where an opened record goes; a slot long.
  static func read(
    _ slot: ArraySlice<UInt8>, openedBy cipher: Cipher?, scratch opened: inout [UInt8],
    into reading: inout Reading
  ) throws {
    let count = integer(slot, at: 0)
    guard count >= 4, count + 2 <= slot.count else { throw CipherError() }
    let record = slot.dropFirst(2).prefix(count)
    if let cipher {
      try unsafe record.withUnsafeBytes { try unsafe cipher.open($0, into: &opened) }
    } else {
      opened.replaceSubrange(0..<count, with: record)
    }
    reading.add(payload: integer(opened[...], at: 0), metadata: integer(opened[...], at: 2))
  }

  private static func encode(_ event: NewEvent) -> [UInt8] {
    var record: [UInt8] = []
    record.reserveCapacity(SlotFile.slotByteCount)
    append(event.data.count, to: &record)
    append(event.metadata.count, to: &record)
    record += event.data
    record += event.metadata
    record += event.id.bytes
    for text in [event.type, event.subject?.name ?? ""] + event.tags {
      append(text.utf8.count, to: &record)
      record += text.utf8
    }
    return record
  }

  private static func append(_ count: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: count))
    bytes.append(UInt8(truncatingIfNeeded: count >> 8))
  }

  private static func integer(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Int {
    let index = bytes.startIndex + offset
    return Int(bytes[index]) | Int(bytes[index + 1]) << 8
  }
}
