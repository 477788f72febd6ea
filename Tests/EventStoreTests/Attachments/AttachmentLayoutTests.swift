import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

@Suite struct AttachmentLayoutTests {
  static let counts: [Int] = {
    var generator = SeededGenerator(seed: 11)
    let borders = [256, 16_384, 17_408, 32_768, 65_536, 1 << 20, 1 << 31, 1 << 40, 1 << 45]
    return Array(0..<2_000) + borders.flatMap { ($0 - 20)...min($0 + 20, 1 << 45) }
      + (0..<20_000).map { _ in
        Int.random(in: 0...1 << Int.random(in: 1...45, using: &generator), using: &generator)
      }
  }()

  @Test func `A file's length tells its chunks, and no content's length is lost`() throws {
    for count in Self.counts {
      let layout = AttachmentLayout(contentCount: count)
      #expect(AttachmentLayout(fileByteCount: layout.fileByteCount) == layout)
      #expect(layout.plaintextCount >= count + 8)
      #expect(layout.chunkCount <= ChunkedEnvelope.maximumChunkCount)
      // The length is never split between two chunks.
      let last = layout.plaintext(ofChunk: layout.chunkCount - 1)
      try #require(last.count >= 256 && last.upperBound == layout.plaintextCount, "\(count)")
      #expect(layout.place(ofChunk: layout.chunkCount - 1).upperBound == layout.fileByteCount)
    }
  }

  @Test func `Chunks follow each other without gaps`() {
    let layout = AttachmentLayout(contentCount: 1_000_000)
    var (plaintext, place) = (0, ChunkedEnvelope.headByteCount)
    for number in 0..<layout.chunkCount {
      #expect(layout.plaintext(ofChunk: number).lowerBound == plaintext)
      #expect(layout.place(ofChunk: number).lowerBound == place)
      plaintext = layout.plaintext(ofChunk: number).upperBound
      place = layout.place(ofChunk: number).upperBound
    }
    #expect(plaintext == layout.plaintextCount && place == layout.fileByteCount)
  }

  @Test func `Few lengths are those of an attachment's file`() {
    let lengths = (0..<40_000).filter { AttachmentLayout(fileByteCount: $0) != nil }
    #expect(lengths.first == 80 + 256 + 16)
    #expect(lengths.count < 200)
    #expect(AttachmentLayout(fileByteCount: .max) == nil)
  }
}
