import PortalCrypto
import Testing

/// A hash with the portal's parameters takes its time, so there are few; what doesn't depend on the
/// parameters is tried on hashes of lesser ones.
@Suite struct PasswordTests {
  let fixtures: HashFixtures

  init() throws { fixtures = try Fixtures.load("hashes") }

  @Test func `A hash says Argon2id, 64 MiB and three passes, and verifies its password alone`()
    throws
  {
    let hash = try Password.hash("2580")
    let parts = hash.split(separator: "$")
    #expect(parts.prefix(3) == ["argon2id", "v=19", "m=65536,t=3,p=1"])
    #expect(parts.count == 5)
    #expect(Password.verify("2580", against: hash))
    #expect(!Password.verify("2581", against: hash))
    #expect(try Password.hash("2580").split(separator: "$")[3] != parts[3], "one salt twice")
  }

  @Test func `A hash that other code made with these parameters is verified`() {
    let made = fixtures.argon2id
    #expect(made.hash.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
    #expect(Password.verify(made.password, against: made.hash))
  }

  @Test func `Every byte of a long password counts, and a zero byte ends none`() throws {
    let long = String(repeating: "correct horse battery ", count: 400)
    let hash = try Password.hash(long + "\0x")
    #expect(Password.verify(long + "\0x", against: hash))
    #expect(!Password.verify(long + "\0y", against: hash))
  }

  @Test func `Passwords of any length, the empty one too, are verified by their own hash alone`() {
    #expect(fixtures.quickArgon2id.count == 5)
    for made in fixtures.quickArgon2id {
      for other in fixtures.quickArgon2id {
        #expect(
          Password.verify(other.password, against: made.hash) == (other.password == made.password))
      }
      #expect(!Password.verify(made.password + "\0", against: made.hash))
      #expect(!Password.verify(String(made.password.dropLast()) + "?", against: made.hash))
    }
  }

  @Test func `Two spellings of a letter are two passwords: normalising is the caller's`() throws {
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
    #expect(composed == decomposed)
    let made = try #require(fixtures.quickArgon2id.first { $0.password == composed })
    #expect(Password.verify(composed, against: made.hash))
    #expect(!Password.verify(decomposed, against: made.hash))
  }

  @Test(arguments: [
    "", "no hash", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2E$",
    "$2b$12$abcdefghijklmnopqrstuv", String(repeating: "$", count: 5000),
  ])
  func `What is no hash verifies nothing`(text: String) {
    #expect(!Password.verify("2580", against: text))
    #expect(!Password.verify("", against: text))
  }
}
