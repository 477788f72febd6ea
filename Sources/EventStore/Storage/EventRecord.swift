internal import Foundation
internal import PortalCrypto

/// The plaintext of an event's envelope.
///
/// ```
/// id 16 | type | subject | tag count | tags … | metadata | data | zero padding (Padmé)
/// ```
///
/// Each text and byte string stands behind its count; counts are varints. A subject of no bytes
/// is none.
enum EventRecord {
  static func encode(_ event: NewEvent) -> [UInt8] {
    var writer = ByteWriter(reserving: event.data.count + event.metadata.count + 512)
    writer.write(event.id.bytes)
    writer.writeCounted(event.type.utf8)
    writer.writeCounted((event.subject?.name ?? "").utf8)
    writer.writeVarint(UInt64(event.tags.count))
    for tag in event.tags { writer.writeCounted(tag.utf8) }
    writer.writeCounted(event.metadata)
    writer.writeCounted(event.data)
    writer.pad(to: padme(writer.bytes.count))
    return writer.bytes
  }

  /// - Returns: `nil` where the bytes are no record.
  static func decode(_ bytes: RawSpan, keyClass: KeyClass) -> NewEvent? {
    var reader = ByteReader(bytes)
    guard let id = reader.readIdentifier(), let type = reader.readText(),
      let subject = reader.readText(),
      let tagCount = reader.readVarint(), tagCount <= UInt64(NewEvent.maximumTags)
    else { return nil }
    var tags: [String] = []
    tags.reserveCapacity(Int(tagCount))
    for _ in 0..<tagCount {
      guard let tag = reader.readText() else { return nil }
      tags.append(tag)
    }
    guard let metadata = reader.readCounted(), let data = reader.readCounted() else { return nil }
    return NewEvent(
      id: id, type: type, tags: tags,
      subject: subject.isEmpty ? nil : Subject(subject), keyClass: keyClass, metadata: metadata,
      data: data)
  }
}

extension UUID {
  var bytes: [UInt8] {
    let id = uuid
    return [
      id.0, id.1, id.2, id.3, id.4, id.5, id.6, id.7, id.8, id.9, id.10, id.11, id.12, id.13,
      id.14, id.15,
    ]
  }

  /// - Parameter bytes: 16 bytes.
  init(bytes b: [UInt8]) {
    self.init(
      uuid: (
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
        b[14], b[15]
      ))
  }
}
