import EventStore
import Floor
import PeerKit

/// A record of the floor in its slot: `count u16 | event record, sealed or not | zeros`.
enum FloorRecord {
  static func append(
    _ event: NewEvent, number: UInt64, sealedBy cipher: Cipher?, to slots: inout [UInt8]
  ) {
    let start = slots.count
    let record = EventRecord.encode(event, reserving: SlotFile.slotByteCount)
    let count = record.count + (cipher?.overhead ?? 0)
    precondition(count + 2 <= SlotFile.slotByteCount, "an event that is too large for the floor")
    EventRecord.append(count, to: &slots)
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
    let count = EventRecord.integer(slot, at: 0)
    guard count >= 4, count + 2 <= slot.count else { throw CipherError() }
    let record = slot.dropFirst(2).prefix(count)
    if let cipher {
      try unsafe record.withUnsafeBytes { try unsafe cipher.open($0, into: &opened) }
    } else {
      opened.replaceSubrange(0..<count, with: record)
    }
    let counts = EventRecord.counts(opened[...])
    reading.add(payload: counts.payload, metadata: counts.metadata)
  }
}
