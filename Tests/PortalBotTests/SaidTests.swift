import Testing

@testable import PortalBot

/// What is taken for talk where a password or a name was asked for.
struct SaidTests {
  @Test(arguments: [
    ("has my metfor\r\nmin been');- ", true), ("maria.alvarez", false),
    ("Blue-Harbor 2026!", false),
    ("what is my balance?", true), ("line\nbreak", true),
  ])
  func `Words over several lines are no password`(text: String, isTalk: Bool) {
    let said = Said(text: text, understanding: Understander.standard.understand(text))
    #expect(said.isTalk == isTalk)
  }
}
