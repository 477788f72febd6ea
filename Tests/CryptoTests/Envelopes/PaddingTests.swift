import PortalCrypto
import Testing

@Suite struct PaddingTests {
  @Test func `Short records have one length`() {
    #expect((0...256).allSatisfy { padme($0) == 256 })
  }

  @Test func `A padded length is not below the length, and at most 12 percent above`() {
    for count in 257...100_000 {
      let padded = padme(count)
      #expect(padded >= count && padded * 100 <= count * 112, "\(count) bytes")
    }
  }

  @Test func `A longer record never has a shorter padded length`() {
    let padded = (0...100_000).map(padme)
    #expect(zip(padded, padded.dropFirst()).allSatisfy(<=))
  }

  @Test func `A padded length stays what it is when padded again`() {
    #expect((0...100_000).allSatisfy { padme(padme($0)) == padme($0) })
  }

  /// Computed by hand from the paper: E = ⌊log₂ L⌋, S = ⌊log₂ E⌋ + 1, the last E − S bits zero.
  @Test(arguments: [
    (257, 272), (272, 272), (273, 288), (511, 512), (513, 544), (1000, 1024), (1025, 1088),
    (9999, 10240), (65_536, 65_536), (65_537, 67_584), (1_000_000, 1_015_808),
  ])
  func `A length is padded as the paper says`(count: Int, padded: Int) {
    #expect(padme(count) == padded)
  }

  @Test func `Lengths between powers of two take few values`() {
    #expect(Set((4097...8192).map(padme)).count <= 16)
  }
}
