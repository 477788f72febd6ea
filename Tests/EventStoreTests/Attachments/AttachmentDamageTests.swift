import Foundation
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// What may have happened to the files of attachments. Who reads gets what was attached or an
/// error, nothing else; and a check names the attachment.
@Suite struct AttachmentDamageTests {
  static let sealed = ChunkedEnvelope.chunkByteCount + ChunkedEnvelope.chunkOverhead
  static let head = ChunkedEnvelope.headByteCount
  let store: AttachmentStore

  init() throws { store = try AttachmentStore() }

  @Test func `A file that was cut is refused before anything of it is handed out`() async throws {
    let (_, id) = try await store.attachChunks()
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    var generator = SeededGenerator(seed: 8)
    // At the borders of chunks, inside of them, and wherever a whole file could end.
    var lengths = Set(
      (0..<9).flatMap { number in
        [-17, -1, 0, 1, 16, 17, 4_000].map { Self.head + number * Self.sealed + $0 }
      })
    lengths.formUnion((0..<40).map { _ in Int.random(in: 0..<whole.count, using: &generator) })
    lengths.formUnion((0..<whole.count).filter { AttachmentLayout(fileByteCount: $0) != nil })
    lengths.formUnion([0, 1, 79, 80, whole.count - 1])
    for length in lengths where length < whole.count {
      try whole[..<length].write(to: file)
      let error = #expect(throws: LogError.self, "cut to \(length)") {
        try store.log.attachment(id, of: "p1")
      }
      #expect(error?.code == .attachmentDamaged, "cut to \(length)")
    }
    #expect(lengths.count > 150)
    #expect(try store.log.check().map(\.attachment) == [id])
  }

  @Test func `A file that was made longer is refused`() async throws {
    let (content, id) = try await store.attachChunks()
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    let longer = try #require(
      (whole.count + 1..<whole.count * 2).first { AttachmentLayout(fileByteCount: $0) != nil })
    for more in [1, 16, Self.sealed, longer - whole.count] {
      try (whole + Data(count: more)).write(to: file)
      try await store.expectRefusal(id, content, "\(more) bytes more")
    }
  }

  @Test func `Chunks that were exchanged, doubled or dropped are refused`() async throws {
    let (content, id) = try await store.attachChunks()
    let file = store.file(id, of: "p1")
    let whole = [UInt8](try Data(contentsOf: file))
    let chunks = stride(from: Self.head, to: whole.count, by: Self.sealed).map {
      Array(whole[$0..<min(whole.count, $0 + Self.sealed)])
    }
    func refuse(_ name: Comment, _ change: (inout [[UInt8]]) -> Void) async throws {
      var changed = chunks
      change(&changed)
      try Data(whole[..<Self.head] + changed.joined()).write(to: file)
      try await store.expectRefusal(id, content, name)
    }
    for number in 1..<chunks.count {
      try await refuse("\(number) exchanged with its neighbour") { $0.swapAt(number - 1, number) }
      try await refuse("\(number) twice, in its neighbour's place") { $0[number - 1] = $0[number] }
      try await refuse("\(number) doubled") { $0.insert($0[number], at: number) }
      try await refuse("\(number) dropped") { $0.remove(at: number) }
    }
    try await refuse("backwards") { $0.reverse() }
    try Data(whole).write(to: file)
    #expect(try await store.content(id, of: "p1") == content)
    #expect(try store.log.check().isEmpty)
  }

  @Test func `Chunks and heads of another attachment of the subject are refused`() async throws {
    let (content, id) = try await store.attachChunks()
    let (_, other) = try await store.attachChunks(seed: 2)
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    let foreign = try Data(contentsOf: store.file(other, of: "p1"))
    for number in 0..<9 {
      let start = Self.head + number * Self.sealed
      let place = start..<min(whole.count, start + Self.sealed)
      var mixed = whole
      mixed.replaceSubrange(place, with: foreign[place])
      try mixed.write(to: file)
      try await store.expectRefusal(id, content, "chunk \(number)")
    }
    try (foreign[..<Self.head] + whole[Self.head...]).write(to: file)
    try await store.expectRefusal(id, content, "head")
  }

  @Test func `Every byte of the head counts`() async throws {
    let (content, id) = try await store.attachChunks()
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    for offset in 0..<Self.head {
      var changed = whole
      changed[offset] ^= 1 << UInt8(offset % 8)
      try changed.write(to: file)
      try await store.expectRefusal(id, content, "byte \(offset)")
    }
  }

  @Test func `A changed bit is found wherever it is, in the padding too`() async throws {
    let (content, id) = try await store.attachChunks()
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    var generator = SeededGenerator(seed: 4)
    var offsets = (0..<60).map { _ in Int.random(in: Self.head..<whole.count, using: &generator) }
    for number in 0..<9 {
      let start = Self.head + number * Self.sealed
      offsets += [start, min(whole.count, start + Self.sealed) - 1]
    }
    for offset in offsets {
      var changed = whole
      changed[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try changed.write(to: file)
      try await store.expectRefusal(id, content, "byte \(offset)")
    }
  }

  @Test func `A changed bit in a chunk of padding alone is found, before the last one too`()
    async throws
  {
    let content = seededBytes(1 << 20 - 7, seed: 1)
    let id = try await store.attach(content, of: "p1").id
    let layout = AttachmentLayout(contentCount: content.count)
    let padding = (0..<layout.chunkCount).filter {
      layout.plaintext(ofChunk: $0).lowerBound >= content.count
    }
    try #require(padding.count == 2)
    let file = store.file(id, of: "p1")
    let whole = try Data(contentsOf: file)
    for number in padding {
      var changed = whole
      changed[layout.place(ofChunk: number).lowerBound + 9_000] ^= 4
      try changed.write(to: file)
      try await store.expectRefusal(id, content, "chunk \(number)")
    }
  }
}
