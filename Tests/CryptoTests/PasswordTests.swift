import PortalCrypto
import Testing

/// Each hash takes its time, so there are few.
@Suite struct PasswordTests {
  @Test func `A password is verified by its hash, and another one is not`() throws {
    let hash = try Password.hash("2580")
    #expect(Password.verify("2580", against: hash))
    #expect(!Password.verify("2581", against: hash))
  }

  @Test func `A hash says Argon2id, 64 MiB and three passes, and has a salt of its own`() throws {
    let hashes = try [Password.hash("2580"), Password.hash("2580")]
    let parts = hashes.map { $0.split(separator: "$") }
    for parts in parts {
      #expect(parts.prefix(3) == ["argon2id", "v=19", "m=65536,t=3,p=1"])
      #expect(parts.count == 5)
    }
    #expect(parts[0][3] != parts[1][3])
    #expect(parts[0][4] != parts[1][4])
  }

  @Test func `A hash that other code made with these parameters is verified`() throws {
    let made = try (Fixtures.load("hashes") as HashFixtures).argon2id
    #expect(made.hash.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
    #expect(Password.verify(made.password, against: made.hash))
    #expect(!Password.verify("grüße 2580", against: made.hash))
  }

  @Test func `An empty password is a password`() throws {
    let hash = try Password.hash("")
    #expect(Password.verify("", against: hash))
    #expect(!Password.verify("\0", against: hash))
  }

  @Test func `Every byte of a long password counts, and a zero byte ends none`() throws {
    let long = String(repeating: "correct horse battery staple ", count: 400)
    let hash = try Password.hash(long + "\0x")
    #expect(Password.verify(long + "\0x", against: hash))
    #expect(!Password.verify(long + "\0y", against: hash))
  }

  @Test func `Two spellings of a letter are two passwords: normalising is the caller's`() throws {
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
    #expect(composed == decomposed)
    let hash = try Password.hash(composed)
    #expect(Password.verify(composed, against: hash))
    #expect(!Password.verify(decomposed, against: hash))
  }

  @Test(arguments: [
    "", "no hash", "$argon2id$", "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2E$",
    "$2b$12$abcdefghijklmnopqrstuv", String(repeating: "$", count: 5000),
  ])
  func `What is no hash verifies nothing`(text: String) {
    #expect(!Password.verify("2580", against: text))
    #expect(!Password.verify("", against: text))
  }
}
