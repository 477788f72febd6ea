import EventStore
import Foundation
import PeerKit

/// An event as bytes, for the peers that store bytes.
///
/// ```
/// payload count u16 | metadata count u16 | payload | metadata | id 16 | type | subject | tags …
/// ```
///
/// Each text stands behind its count, a u16. The least significant byte comes first.
enum EventRecord {
  static func encode(_ event: NewEvent, reserving capacity: Int) -> [UInt8] {
    var record: [UInt8] = []
    record.reserveCapacity(capacity)
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

  /// How many bytes of payload and metadata a record has.
  static func counts(_ record: ArraySlice<UInt8>) -> (payload: Int, metadata: Int) {
    (integer(record, at: 0), integer(record, at: 2))
  }

  /// Makes the event of a record, as the log does.
  static func decode(_ record: ArraySlice<UInt8>) -> NewEvent {
    let (payload, metadata) = counts(record)
    var rest = record.dropFirst(4)
    func take(_ count: Int) -> ArraySlice<UInt8> {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    func takeText() -> String { String(decoding: take(integer(take(2), at: 0)), as: UTF8.self) }
    let data = Array(take(payload))
    let more = Array(take(metadata))
    let id = UUID(bytes: Array(take(16)))
    let type = takeText()
    let subject = Subject(takeText())
    var tags: [String] = []
    while !rest.isEmpty { tags.append(takeText()) }
    return NewEvent(id: id, type: type, tags: tags, subject: subject, metadata: more, data: data)
  }

  static func append(_ count: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: count))
    bytes.append(UInt8(truncatingIfNeeded: count >> 8))
  }

  static func integer(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Int {
    let index = bytes.startIndex + offset
    return Int(bytes[index]) | Int(bytes[index + 1]) << 8
  }
}
