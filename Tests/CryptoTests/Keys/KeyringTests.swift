import TestSupport
import Testing

@testable import PortalCrypto

@Suite struct KeyringTests {
  let slots: SlotsFolder
  let sound: [UInt8]

  init() throws {
    slots = try SlotsFolder()
    sound = try slots.bytes()
  }

  @Test func `A keyring opens to the same keys every time`() throws {
    let keyring = try slots.open()
    #expect(keyring.storeID == slots.storeID)
    #expect((UInt8.min...UInt8.max).allSatisfy { keyring.bucketEpoch($0) == 1 })
    #expect(try keyring.keys() == slots.open().keys())
  }

  @Test func `Another root key opens nothing`() throws {
    var root = slots.root
    root[31] ^= 1
    #expect(slots.refusal(root: root) == .wrong)
  }

  @Test func `The file of another store is refused, whole or in part`() throws {
    try slots.change(12, to: [UInt8](repeating: 0x5b, count: 16))
    #expect(slots.refusal() == .wrong)
  }

  /// What is refused is what is looked at. What is not are the zeros: behind a key, and all of the
  /// spare half, which may hold what an interrupted change of the root key left.
  @Test(arguments: [SlotsFile.Slot.main, .index, .signing, .bucket(0)])
  func `Every changed byte of a slot is refused, and none of its zeros matters`(
    slot: SlotsFile.Slot
  ) throws {
    let keys = try slots.open().keys()
    // The main key is what tells a foreign root key, so of it one can't say that it's damaged.
    let refusal = slot.offset == 512 ? KeyError.wrong : .damaged(slots.path)
    for offset in 0..<2 * SlotsFile.halfByteCount {
      let place = slot.offset + offset
      try slots.change(place, to: [sound[place] ^ 0x04])
      let isLookedAt = offset < 4 + KeyWrap.byteCount
      if isLookedAt {
        #expect(slots.refusal() == refusal, "byte \(offset)")
      } else if offset % 32 == 0 {
        #expect(try slots.open().keys() == keys, "byte \(offset)")
      }
      try slots.change(place, to: [sound[place]])
    }
    #expect(try slots.open().keys() == keys)
  }

  @Test func `The half with the higher epoch counts, whichever it is`() throws {
    var keys = try slots.open().keys()
    for (epoch, half) in [(2, 1), (3, 0), (4, 1), (UInt32.max, 0)] as [(UInt32, Int)] {
      let new = [UInt8](repeating: UInt8(truncatingIfNeeded: epoch), count: 32)
      try slots.write(new, epoch: epoch, into: .bucket(9), half: half)
      keys[2 + 9] = new
      let keyring = try slots.open()
      #expect(try keyring.keys() == keys, "epoch \(epoch)")
      #expect(keyring.bucketEpoch(9) == epoch && keyring.bucketEpoch(8) == 1)
    }
  }

  @Test func `An older key in the spare half is left aside`() throws {
    let keys = try slots.open().keys()
    try slots.write([UInt8](repeating: 1, count: 32), epoch: 0, into: .index, half: 1)
    #expect(try slots.open().keys() == keys)
    // Of two halves with one epoch the first counts.
    try slots.write([UInt8](repeating: 1, count: 32), epoch: 1, into: .index, half: 1)
    #expect(try slots.open().keys() == keys)
  }

  @Test func `A half that does not open is left aside, where the other does`() throws {
    let keys = try slots.open().keys()
    try slots.write([UInt8](repeating: 1, count: 32), epoch: 2, into: .index, half: 1)
    #expect(try slots.open().keys() != keys)
    // With another epoch than its own it doesn't open any more.
    try slots.change(SlotsFile.Slot.index.offset + 128, to: UInt32(3).bigEndianBytes)
    #expect(try slots.open().keys() == keys)
    try slots.change(SlotsFile.Slot.index.offset, to: UInt32(2).bigEndianBytes)
    #expect(slots.refusal() == .damaged(slots.path))
  }

  @Test func `A key in another slot's place is refused`() throws {
    let half = SlotsFile.Slot.bucket(3).offset..<SlotsFile.Slot.bucket(3).offset + 128
    for other in [SlotsFile.Slot.index, .signing, .bucket(4)] {
      try slots.change(other.offset, to: Array(sound[half]))
      #expect(slots.refusal() == .damaged(slots.path))
      try slots.change(other.offset, to: Array(sound[other.offset..<other.offset + 128]))
    }
    #expect(slots.refusal() == nil)
  }

  @Test func `A file that is none of this format is said to be damaged`() throws {
    for offset in 0..<12 {
      try slots.change(offset, to: [sound[offset] ^ 1])
      #expect(slots.refusal() == .damaged(slots.path), "byte \(offset)")
      try slots.change(offset, to: [sound[offset]])
    }
    for count in [0, 27, 28, 4096, sound.count - 1] {
      try DurableFile.replace(slots.path, with: Array(sound.prefix(count)))
      #expect(slots.refusal() == .damaged(slots.path), "\(count) bytes")
    }
    try DurableFile.replace(slots.path, with: sound + [0])
    #expect(slots.refusal() == .damaged(slots.path))
  }

  @Test func `A file that is not there is missing, not damaged`() throws {
    guard case .file(let error) = refusal(of: slots.folder.path + "/elsewhere") else {
      Issue.record("a missing file was read")
      return
    }
    #expect(error.isMissing)
  }

  func refusal(of path: String) -> KeyError? {
    do throws(KeyError) {
      _ = try Keyring(opening: path, root: SecretKey(copying: slots.root.rawSpan))
      return nil
    } catch { return error }
  }
}
