import TestSupport
import Testing

@testable import PortalCrypto

@Suite struct KeySlabTests {
  /// What a key seals with a given salt tells whether it is that key.
  func seal(with key: EnvelopeKey) -> [UInt8] {
    let header = Envelope.Header(keyClass: 1, keyID: Array(1...16), epoch: 1)
    return Envelope.seal(
      RawSpan(), header: header, context: .event, authenticating: RawSpan(), key: key,
      salt: Array(1...24))
  }

  func bytes(_ number: Int) -> [UInt8] { [UInt8](repeating: UInt8(number), count: 32) }

  @Test func `Keys of a slab seal as keys with memory of their own, also beyond its size`() {
    let slab = EnvelopeKey.slab(count: 4)
    let keys = (0..<7).map { EnvelopeKey(bytes($0).rawSpan, in: slab) }
    for (number, key) in keys.enumerated() {
      #expect(seal(with: key) == seal(with: EnvelopeKey(bytes(number).rawSpan)))
    }
    #expect(slab.take() == nil)
    withExtendedLifetime(keys) {}
  }

  @Test func `A place is given to the next key when its key is let go`() {
    let slab = EnvelopeKey.slab(count: 2)
    var keys = (0..<2).map { EnvelopeKey(bytes($0).rawSpan, in: slab) }
    for number in 2..<40 {
      keys.remove(at: number % 2)
      keys.insert(EnvelopeKey(bytes(number).rawSpan, in: slab), at: number % 2)
      #expect(seal(with: keys[number % 2]) == seal(with: EnvelopeKey(bytes(number).rawSpan)))
      #expect(
        seal(with: keys[1 - number % 2]) == seal(with: EnvelopeKey(bytes(number - 1).rawSpan)))
    }
    keys.removeAll()
    #expect(Set([slab.take(), slab.take()]) == [0, 1])
  }

  @Test func `Every place of a slab is its own`() {
    let slab = KeySlab(count: 100, size: 48)
    let places = (0..<100).compactMap { _ in slab.take() }
    let addresses = places.map { unsafe Int(bitPattern: slab.address(of: $0)) }.sorted()
    #expect(places.count == 100 && slab.take() == nil)
    #expect(zip(addresses, addresses.dropFirst()).allSatisfy { $1 - $0 >= 48 })
  }
}
