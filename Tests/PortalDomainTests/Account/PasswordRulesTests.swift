import PortalDomain
import Testing

@Suite struct PasswordRulesTests {
  func weakness(_ password: String) throws -> PasswordRules.Weakness? {
    let owner = PasswordRules.Owner(
      names: ["María José", "Alvarez"], birthDate: try day("1985-03-12"), username: "river.fox")
    return PasswordRules.weakness(of: password, for: owner, AccountPolicy())
  }

  @Test(arguments: [
    "seven quiet herons", "x9!kTq2#", "пароль из слов", "correct horse battery", "        a       ",
  ])
  func `A password of any kind of characters is taken`(password: String) throws {
    #expect(try weakness(password) == nil)
  }

  @Test(arguments: [
    "password", "PASSWORD", "Password1", "p@ssw0rd", "Passw0rd!", "qwertyuiop", "iloveyou2",
    "letmein123", "Sunshine2026", "mychart1", "1qaz2wsx",
  ])
  func `What is tried first is refused, however it's dressed up`(password: String) throws {
    #expect(try weakness(password) == .common)
  }

  @Test func `Length counts in characters`() throws {
    #expect(try weakness("x9!kTq2") == .tooShort(minimum: 8))
    #expect(try weakness(String(repeating: "ab3", count: 43)) == .tooLong(maximum: 128))
    #expect(try weakness("éàüñöçßø") == nil)
  }

  @Test(arguments: ["aaaaaaaaaa", "abcdefghij", "98765432"])
  func `A row of neighbours is refused`(password: String) throws {
    #expect(try weakness(password) == .monotonous)
  }

  @Test func `A password tells nothing about its owner`() throws {
    #expect(try weakness("xx maria xx") == .containsName)
    #expect(try weakness("xxÁLVAREZxx") == .containsName)
    #expect(try weakness("my River.Fox 7") == .containsUsername)
    for date in ["19850312", "03121985", "12.03.1985", "031285", "3/12/1985"] {
      #expect(try weakness("blue \(date) sky") == .containsBirthDate, "\(date)")
    }
    #expect(try weakness("blue 1985 sky") == nil)
  }

  @Test func `The same password is the same however an accent was typed, and case counts`() {
    #expect(PasswordRules.normalized("caf\u{e9}") == PasswordRules.normalized("cafe\u{301}"))
    #expect(PasswordRules.normalized("Cafe") != PasswordRules.normalized("cafe"))
  }

  @Test func `Every weakness is said in words and by a code of its own`() {
    let all: [PasswordRules.Weakness] = [
      .tooShort(minimum: 8), .tooLong(maximum: 128), .common, .containsName, .containsBirthDate,
      .containsUsername, .monotonous,
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(Set(all.map(\.message)).count == all.count)
  }
}

@Suite struct ContactPointTests {
  @Test(arguments: ["a@b.org", " Maria.Alvarez+x@Example.ORG ", "m_1@sub.example.co.uk"])
  func `An e-mail address is read, and compared without regard to case`(text: String) throws {
    let address = try #require(EmailAddress(text))
    #expect(address.value == address.value.lowercased())
    #expect(EmailAddress(address.value) == address)
  }

  @Test(arguments: [
    "", "a", "a@b", "@b.org", "a@", "a b@c.org", "a@b..org", "a@-b.org", ".a@b.org", "a..b@c.org",
    "a@b@c.org", "a@b.org\r\nBcc: x@y.org", "ä@b.org", "\"a\"@b.org",
  ])
  func `What is no e-mail address is not read`(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test func `Little of where somebody is reached is shown`() throws {
    #expect(
      ContactPoint.email(try #require(EmailAddress("maria@example.org"))).masked
        == "m…@example.org")
    #expect(
      ContactPoint.phone(try #require(PhoneNumber("+15075550101"))).masked
        == "the phone ending in 01")
  }

  @Test func `A postal address has a street, a city, a state and a ZIP code`() {
    #expect(
      PostalAddress(street: "42 Elm St", city: "Rochester", state: "mn", zip: "55901")?.state
        == "MN")
    #expect(PostalAddress(street: "4", city: "R", state: "MN", zip: "55901-1234") != nil)
    for (street, city, state, zip) in [
      ("", "R", "MN", "55901"), ("4", " ", "MN", "55901"), ("4", "R", "Minn", "55901"),
      ("4", "R", "MN", "5590"), ("4", "R", "MN", "55901-12"), ("4", "R", "MN", "5590a"),
    ] {
      #expect(PostalAddress(street: street, city: city, state: state, zip: zip) == nil)
    }
  }
}
