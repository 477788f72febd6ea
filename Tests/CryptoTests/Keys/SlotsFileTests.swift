import TestSupport
import Testing

@testable import PortalCrypto

@Suite struct SlotsFileTests {
  static let slots = [SlotsFile.Slot.main, .index, .signing] + (0...255).map(SlotsFile.Slot.bucket)

  @Test func `A new file has its size, its mark and a key in the first half of every slot`() throws
  {
    let slots = try SlotsFolder()
    let bytes = try slots.bytes()
    #expect(bytes.count == 69_632)
    #expect(Array(bytes[..<28]) == Array("PORTALK1".utf8) + [0, 0, 0, 1] + slots.storeID)
    var used: Set<Int> = Set(0..<28)
    for slot in Self.slots {
      #expect(Array(bytes[slot.offset..<slot.offset + 4]) == [0, 0, 0, 1])
      used.formUnion(slot.offset..<slot.offset + 4 + KeyWrap.byteCount)
    }
    #expect(used.count == 28 + 259 * 76)
    #expect(bytes.indices.allSatisfy { used.contains($0) || bytes[$0] == 0 })
  }

  @Test func `No half of a slot crosses a sector, and no slot another`() {
    let halves = Self.slots.flatMap { [$0.offset, $0.offset + SlotsFile.halfByteCount] }
    #expect(Set(halves).count == 2 * 259)
    for offset in halves {
      #expect(offset.isMultiple(of: SlotsFile.halfByteCount))
      #expect(offset >= 512 && offset + SlotsFile.halfByteCount <= SlotsFile.byteCount)
      #expect(offset / 512 == (offset + SlotsFile.halfByteCount - 1) / 512)
    }
  }

  @Test func `The file is its owner's alone, and holds no key in the clear`() throws {
    let slots = try SlotsFolder()
    #expect(try DurableFile.permissions(of: slots.path) == 0o600)
    let windows = try Set(slots.bytes().windows(of: 32))
    let main = try slots.mainKey()
    for key in try slots.open().keys() + [main.array, slots.root] {
      #expect(!windows.contains(key))
    }
  }

  @Test func `All keys of a file differ, and so do those of two files`() throws {
    let keys = try SlotsFolder().open().keys() + SlotsFolder().open().keys()
    #expect(keys.count == 2 * 258)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `A file that is there is not made anew`() throws {
    let slots = try SlotsFolder()
    let before = try slots.bytes()
    let error = #expect(throws: FileError.self) {
      try SlotsFile.create(at: slots.path, storeID: slots.storeID, root: SecretKey.random())
    }
    #expect(error?.isExisting == true)
    #expect(try slots.bytes() == before)
  }
}

extension [UInt8] {
  /// Every run of so many bytes.
  func windows(of count: Int) -> [[UInt8]] {
    indices.dropLast(count - 1).map { Array(self[$0..<$0 + count]) }
  }
}
