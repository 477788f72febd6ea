internal import Foundation
internal import PortalCrypto

/// What stands where in an attachment's file.
///
/// ```
/// head 80 | chunks of 16,384 + 16, the last one shorter
/// plaintext of all chunks: content | zeros | length of the content u64
/// ```
///
/// The plaintext has a length that Padmé gives. Above one chunk these are multiples of 1024, so
/// that the last chunk holds the length whole, and whoever opens it first knows all of it.
struct AttachmentLayout: Equatable {
  static let lengthByteCount = 8
  /// What surely fits in as many chunks as there can be, padding and all.
  static let maximumContentCount = 1 << 45

  /// Bytes of plaintext in all chunks.
  let plaintextCount: Int

  init(contentCount: Int) { plaintextCount = padme(contentCount + Self.lengthByteCount) }

  /// - Returns: `nil` where no attachment's file has this length.
  init?(fileByteCount: Int) {
    let body = fileByteCount - ChunkedEnvelope.headByteCount
    let sealed = ChunkedEnvelope.chunkByteCount + ChunkedEnvelope.chunkOverhead
    guard body > 0, (body - 1) / sealed < ChunkedEnvelope.maximumChunkCount else { return nil }
    let count = (body - 1) / sealed + 1
    plaintextCount = body - count * ChunkedEnvelope.chunkOverhead
    guard padme(plaintextCount) == plaintextCount, chunkCount == count else { return nil }
  }

  var chunkCount: Int { (plaintextCount - 1) / ChunkedEnvelope.chunkByteCount + 1 }

  var fileByteCount: Int {
    ChunkedEnvelope.headByteCount + plaintextCount + chunkCount * ChunkedEnvelope.chunkOverhead
  }

  /// Which bytes of the plaintext a chunk holds.
  func plaintext(ofChunk number: Int) -> Range<Int> {
    let start = number * ChunkedEnvelope.chunkByteCount
    return start..<min(plaintextCount, start + ChunkedEnvelope.chunkByteCount)
  }

  /// Where a sealed chunk stands in the file.
  func place(ofChunk number: Int) -> Range<Int> {
    let overhead = ChunkedEnvelope.chunkOverhead
    let start =
      ChunkedEnvelope.headByteCount + number * (ChunkedEnvelope.chunkByteCount + overhead)
    return start..<start + plaintext(ofChunk: number).count + overhead
  }
}

/// Where an attachment belongs: store UUID ‖ identifier ‖ class. It opens nowhere else.
struct AttachmentPlace {
  let bytes: [UInt8]

  init(_ storeID: [UInt8], _ id: UUID) { bytes = storeID + id.bytes + [KeyClass.phi.rawValue] }
}
