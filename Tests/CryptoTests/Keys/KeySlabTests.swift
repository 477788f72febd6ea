import TestSupport
import Testing

@testable import PortalCrypto

@Suite struct KeySlabTests {
  /// What a key seals with a given salt tells whether it is that key.
  func seal(with key: EnvelopeKey) -> [UInt8] {
    let keyID: [UInt8] = Array(1...16)
    let salt: [UInt8] = Array(1...24)
    return Envelope.seal(
      RawSpan(), header: Envelope.Header(keyClass: 1, keyID: BlindKey(keyID.rawSpan), epoch: 1),
      context: .event, authenticating: RawSpan(), key: key, salt: salt.rawSpan)
  }

  func key(_ number: Int) -> EnvelopeKey {
    let bytes = [UInt8](repeating: UInt8(number % 256), count: 32)
    return EnvelopeKey(bytes.rawSpan)
  }

  @Test func `Keys by the hundred seal each as itself, also where others came and went`() {
    let expected = (0..<256).map { seal(with: key($0)) }
    var keys = (0..<600).map(key)
    for number in stride(from: 0, to: 600, by: 3) { keys[number] = key(number + 1) }
    for (number, key) in keys.enumerated() {
      #expect(seal(with: key) == expected[(number % 3 == 0 ? number + 1 : number) % 256])
    }
  }

  @Test func `A place is given to the next key when its key is let go`() {
    let slab = KeySlab(size: 48, blockCount: 4)
    let first = slab.take()
    let address = unsafe first.address
    slab.giveBack(first)
    #expect(unsafe slab.take().address == address)
  }

  @Test func `Every place of a slab is its own, also beyond its first block`() {
    let slab = KeySlab(size: 48, blockCount: 10)
    let addresses = (0..<100).map { _ in unsafe Int(bitPattern: slab.take().address) }.sorted()
    #expect(zip(addresses, addresses.dropFirst()).allSatisfy { $1 - $0 >= 48 })
  }

  @Test func `A place that is given back is wiped`() {
    let slab = KeySlab(size: 48, blockCount: 1)
    let place = slab.take()
    unsafe place.address.storeBytes(of: 0x1234_5678_9abc_def0, as: UInt64.self)
    slab.giveBack(place)
    #expect(unsafe slab.take().address.load(as: UInt64.self) == 0)
  }
}
