internal import Foundation
internal import Glibc
internal import PortalCrypto

/// An attachment's file, open to be read. Whatever stays the same is looked at once, here.
final class AttachmentFile: Sendable {
  let id: UUID
  let byteCount: Int
  private let layout: AttachmentLayout
  private let file: OpenFile
  private let opener: ChunkedEnvelope.Opener

  /// Takes up a file, if its head and its end are those of this attachment.
  ///
  /// - Throws: `LogError` with `attachmentDamaged`, or what the operating system refused.
  init(
    _ file: consuming OpenFile, id: UUID, storeID: [UInt8], key: EnvelopeKey
  ) throws(LogError) {
    let layout = try Self.layout(of: file, id)
    let opener = try Self.opener(of: file, id, AttachmentPlace(storeID, id), key)
    byteCount = try Self.byteCount(of: file, id, layout, opener)
    self.id = id
    self.layout = layout
    self.file = file
    self.opener = opener
  }

  private static func layout(
    of file: borrowing OpenFile, _ id: UUID
  ) throws(LogError) -> AttachmentLayout {
    let status: stat
    do throws(FileError) { status = try file.status() } catch { throw LogError(error) }
    guard status.st_mode & S_IFMT == S_IFREG,
      let layout = AttachmentLayout(fileByteCount: Int(status.st_size))
    else { throw .damaged(id, "its length is that of no attachment") }
    return layout
  }

  private static func opener(
    of file: borrowing OpenFile, _ id: UUID, _ place: AttachmentPlace, _ key: EnvelopeKey
  ) throws(LogError) -> ChunkedEnvelope.Opener {
    let head: [UInt8]
    do throws(FileError) { head = try file.read(0..<ChunkedEnvelope.headByteCount) } catch {
      throw LogError(error)
    }
    do throws(CryptoError) {
      return try ChunkedEnvelope.Opener(
        head.rawSpan, authenticating: place.bytes.rawSpan, key: key)
    } catch { throw .damaged(id, "its head was changed, or it stands in another's place") }
  }

  /// The length of the content, which the last chunk says.
  private static func byteCount(
    of file: borrowing OpenFile, _ id: UUID, _ layout: AttachmentLayout,
    _ opener: borrowing ChunkedEnvelope.Opener
  ) throws(LogError) -> Int {
    let number = layout.chunkCount - 1
    let end: [UInt8]
    do throws(FileError) { end = try file.read(layout.place(ofChunk: number)) } catch {
      throw LogError(error)
    }
    guard let last = try? opener.open(end.rawSpan, number, of: layout),
      let count = Int(
        exactly: UInt64(bigEndian: last.rawSpan, at: last.count - AttachmentLayout.lengthByteCount)),
      count <= AttachmentLayout.maximumContentCount,
      AttachmentLayout(contentCount: count) == layout
    else { throw .damaged(id, "its end was cut off or changed") }
    return count
  }

  /// The next part of the content that is not empty, and `nil` behind the last chunk. The chunks of
  /// padding are opened too, so that whoever comes to the end has seen the whole file.
  ///
  /// - Parameter number: that of the next chunk; it's moved on.
  func nextContent(_ number: inout Int) throws(LogError) -> [UInt8]? {
    while number < layout.chunkCount {
      var content = try open(number)
      let start = layout.plaintext(ofChunk: number).lowerBound
      number += 1
      if start < byteCount {
        content.removeSubrange(min(content.count, byteCount - start)...)
        return content
      }
    }
    return nil
  }

  private func open(_ number: Int) throws(LogError) -> [UInt8] {
    let sealed: [UInt8]
    do throws(FileError) { sealed = try file.read(layout.place(ofChunk: number)) } catch {
      throw LogError(error)
    }
    do throws(CryptoError) { return try opener.open(sealed.rawSpan, number, of: layout) } catch {
      throw .damaged(id, "its chunk \(number + 1) of \(layout.chunkCount) was changed")
    }
  }
}

extension ChunkedEnvelope.Opener {
  fileprivate func open(
    _ sealed: RawSpan, _ number: Int, of layout: AttachmentLayout
  ) throws(CryptoError) -> [UInt8] {
    try open(sealed, number: UInt32(number), isLast: number == layout.chunkCount - 1)
  }
}
