import Foundation
import Testing

@testable import EventStore

extension AttachmentStore {
  /// An attachment of several chunks, the last of which holds padding alone.
  func attachChunks(seed: UInt64 = 1) async throws -> (content: [UInt8], id: UUID) {
    let content = seededBytes(131_070, seed: seed)
    let id = try await attach(content, of: "p1").id
    let layout = AttachmentLayout(contentCount: content.count)
    try #require(
      layout.chunkCount == 9 && layout.plaintext(ofChunk: 8).lowerBound > content.count)
    return (content, id)
  }

  /// Whether a changed file is refused, whatever is read of it before.
  func expectRefusal(_ id: UUID, of subject: Subject = "p1", _ content: [UInt8], _ name: Comment)
    async throws
  {
    var read: [UInt8] = []
    do throws(LogError) {
      guard let chunks = try log.attachment(id, of: subject).chunks else {
        Issue.record("taken for erased: \(name)")
        return
      }
      for try await chunk in chunks { read += chunk }
      Issue.record("read to its end: \(name)")
    } catch {
      #expect(error.code == .attachmentDamaged, name)
      #expect(error.message.contains(id.uuidString.lowercased()), name)
      #expect(content.starts(with: read), name)
    }
    let faults = try log.check()
    #expect(faults.map(\.attachment) == [id] && faults[0].position == nil, name)
  }
}
