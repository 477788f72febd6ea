import PortalCrypto
import TestSupport
import Testing

/// Lines that are typed by hand.
@Suite struct KeyLineTests {
  /// Keys that come again with every run.
  static let keys = {
    var generator = SeededGenerator(seed: 7)
    return (0..<8).map { _ in
      (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
  }()

  func write(_ line: KeyLine, _ key: [UInt8]) -> [UInt8] {
    let text = line.text(of: key.rawSpan)
    return text.bytes.array
  }

  func read(_ line: KeyLine, _ text: [UInt8]) -> [UInt8]? {
    guard let key = line.key(in: text.rawSpan) else { return nil }
    return key.bytes.array
  }

  @Test func `A line is that of its format, and holds its key`() {
    let secret = write(.secret, Array(0..<32))
    #expect(
      String(decoding: secret, as: UTF8.self)
        == "portal-secret-1-000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        + "69501fa4\n")
    for key in Self.keys {
      for line in [KeyLine.recipient, .secret] {
        let text = write(line, key)
        #expect(read(line, text) == key)
        #expect(read(line, Array(" ".utf8) + text.dropLast()) == key)
      }
    }
  }

  @Test func `One is not taken for the other`() {
    let line = write(.secret, Self.keys[0])
    #expect(read(.recipient, line) == nil)
    #expect(read(.recipient, Array("portal-recipient-1-".utf8) + line.dropFirst(16)) == nil)
  }

  @Test func `Every changed, lost, added or swapped letter is noticed`() {
    var generator = SeededGenerator(seed: 11)
    for key in Self.keys {
      let line = Array(write(.recipient, key).dropLast())
      for index in line.indices {
        var changed = line
        changed[index] = Array("0123456789abcdef".utf8).filter { $0 != line[index] }
          .randomElement(using: &generator)!
        #expect(read(.recipient, changed) == nil)
        var shorter = line
        shorter.remove(at: index)
        #expect(read(.recipient, shorter) == nil)
        var longer = line
        longer.insert(line[index], at: index)
        #expect(read(.recipient, longer) == nil)
        if index + 1 < line.count, line[index] != line[index + 1] {
          var swapped = line
          swapped.swapAt(index, index + 1)
          #expect(read(.recipient, swapped) == nil)
        }
      }
    }
  }
}
