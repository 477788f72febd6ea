import Testing

@testable import PortalCrypto

@Suite struct OneTimeCodeTests {
  @Test func `A code has its digits, leading zeros too, and each is as likely`() {
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<20_000 {
      let code = OneTimeCode.digits()
      #expect(code.utf8.count == 6)
      for digit in code.utf8 { counts[Int(digit - 0x30)] += 1 }
    }
    // 12,000 are expected of each, with a standard deviation of 104; this is ten of them.
    for count in counts { #expect((10_960...13_040).contains(count)) }
  }

  @Test(arguments: 1...9)
  func `A code has as many digits as wanted`(digits: Int) {
    #expect(OneTimeCode.digits(digits).count == digits)
  }

  @Test func `No two secrets of links are the same`() {
    let secrets = Set((0..<1000).map { _ in OneTimeCode.secret() })
    #expect(secrets.count == 1000)
    #expect(secrets.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
  }
}
