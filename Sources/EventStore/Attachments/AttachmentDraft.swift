internal import Foundation
internal import PortalCrypto

/// An attachment that is being sealed into an unfinished file. Let go before it's published, it
/// leaves nothing.
struct AttachmentDraft: ~Copyable {
  let id: UUID
  let keyID: BlindKey
  private let limit: Int
  private var sealer: ChunkedEnvelope.Sealer
  private var unfinished: UnfinishedFile
  private var digest = SHA256()
  /// What doesn't fill a chunk yet.
  private var rest: [UInt8] = []
  private var byteCount = 0

  /// - Parameter limit: how long the content may be, in bytes.
  init(
    in folder: AttachmentFolder, of keyID: BlindKey, storeID: [UInt8], key: EnvelopeKey, limit: Int
  ) throws(FileError) {
    let id = UUID()
    let unfinished = try folder.begin(id)
    let place = AttachmentPlace(storeID, id)
    let sealer = ChunkedEnvelope.Sealer(
      Envelope.Header(keyClass: KeyClass.phi.rawValue, keyID: keyID, epoch: 1),
      authenticating: place.bytes.rawSpan, key: key)
    try unfinished.file.write(sealer.head)
    self.id = id
    self.keyID = keyID
    self.limit = min(limit, AttachmentLayout.maximumContentCount)
    self.unfinished = unfinished
    self.sealer = sealer
  }

  /// Takes up what comes next of the content.
  ///
  /// - Throws: `LogError` with `tooLarge`, or what the operating system refused.
  mutating func write(_ content: [UInt8]) throws(LogError) {
    guard content.count <= limit - byteCount else { throw .tooLarge(limit) }
    byteCount += content.count
    digest.update(content.rawSpan)
    var taken = 0
    while taken < content.count {
      let end = min(content.count, taken + ChunkedEnvelope.chunkByteCount - rest.count)
      rest += content[taken..<end]
      taken = end
      // The length is still to come, so this isn't the last chunk.
      if rest.count == ChunkedEnvelope.chunkByteCount { try writeChunk() }
    }
  }

  /// Ends the file, and returns once it's on the disk.
  mutating func finish() throws(LogError) -> Attachment {
    let layout = AttachmentLayout(contentCount: byteCount)
    while Int(sealer.number) < layout.chunkCount - 1 {
      pad(to: ChunkedEnvelope.chunkByteCount)
      try writeChunk()
    }
    let last = layout.plaintext(ofChunk: layout.chunkCount - 1).count
    pad(to: last - AttachmentLayout.lengthByteCount)
    rest += UInt64(byteCount).bigEndianBytes
    try writeChunk(isLast: true)
    do throws(FileError) { try unfinished.file.flush() } catch { throw LogError(error) }
    return Attachment(id: id, byteCount: byteCount, sha256: digest.finalize())
  }

  /// Gives the file its name.
  mutating func publish(as path: String) throws(FileError) { try unfinished.publish(as: path) }

  private mutating func pad(to count: Int) {
    rest.append(contentsOf: repeatElement(0, count: count - rest.count))
  }

  private mutating func writeChunk(isLast: Bool = false) throws(LogError) {
    let chunk = rest
    rest = []
    rest.reserveCapacity(ChunkedEnvelope.chunkByteCount)
    let sealed = sealer.seal(chunk.rawSpan, isLast: isLast)
    do throws(FileError) { try unfinished.file.write(sealed) } catch { throw LogError(error) }
  }
}
