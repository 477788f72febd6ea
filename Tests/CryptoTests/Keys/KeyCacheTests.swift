import PortalCrypto
import Testing

@Suite struct KeyCacheTests {
  let cache = KeyCache(capacity: 4)

  func store(_ byte: UInt8, for identifier: [UInt8]) {
    let bytes = [UInt8](repeating: byte, count: SecretKey.byteCount)
    cache.store(SecretKey(copying: bytes.rawSpan), for: identifier)
  }

  /// The byte that a key is made of; `nil` where it is not here.
  func key(for identifier: [UInt8]) -> UInt8? {
    guard let key = cache.key(for: identifier) else { return nil }
    let bytes = key.array
    return bytes.count == 32 && Set(bytes).count == 1 ? bytes[0] : nil
  }

  @Test func `A cache keeps the newest keys, up to its capacity`() {
    for number in 0..<6 as Range<UInt8> { store(100 + number, for: [number]) }
    for number in 0..<6 as Range<UInt8> {
      #expect(key(for: [number]) == (number < 2 ? nil : 100 + number))
    }
  }

  @Test func `A key stored again takes the place of the earlier one`() {
    for number in 0..<4 as Range<UInt8> { store(100 + number, for: [number]) }
    store(200, for: [2])
    #expect((0..<4).map { key(for: [$0]) } == [100, 101, 200, 103])
  }

  @Test func `A removed key is gone, and its neighbours are not`() {
    for number in 0..<4 as Range<UInt8> { store(100 + number, for: [number]) }
    cache.remove([3])
    cache.remove([9])
    #expect((0..<4).map { key(for: [$0]) } == [100, 101, 102, nil])
    store(150, for: [3])
    #expect(key(for: [3]) == 150)
  }

  @Test func `A key that was taken out stays what it is when the cache goes on`() {
    store(1, for: [1])
    guard let taken = cache.key(for: [1]) else {
      Issue.record("the key is not here")
      return
    }
    for number in 0..<9 as Range<UInt8> { store(50 + number, for: [50 + number]) }
    let bytes = taken.array
    #expect(bytes == [UInt8](repeating: 1, count: 32))
  }
}
