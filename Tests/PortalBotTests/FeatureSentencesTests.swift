import Portal
import PortalBot
import TestSupport
import Testing

/// What the table of the features says of texting is true.
@Suite struct FeatureSentencesTests {
  /// What the clinic does to itself, or patients never see.
  static let withoutText: Set<String> = [
    "Refunds", "Staff with roles and passwords", "Analysts' tables without the patients' names",
    "Restricted records, broken glass", "Reviews of who looked at whom", "Texts by a carrier",
    "Cards that run out",
  ]

  static let rows: [FeatureRow] = (try? FeatureRow.all()) ?? []

  @Test func `Every feature of the patients is done by text`() {
    #expect(Self.rows.count > 63)
    for row in Self.rows {
      #expect(row.messages.isEmpty == Self.withoutText.contains(row.feature), "\(row.feature)")
    }
  }

  @Test(arguments: rows.filter { !$0.messages.isEmpty }.map(\.feature))
  func `What is texted does what the table says`(feature: String) async throws {
    let row = try #require(Self.rows.first { $0.feature == feature })
    let stage = try await DialogueStage()
    var messages = row.messages
    if messages[0].hasPrefix("+") {
      let parts = messages[0].split(separator: ": ", maxSplits: 1).map(String.init)
      try await stage.play("from \(parts[0])", at: feature)
      messages[0] = parts[1]
    } else {
      try await stage.play("from +15075550101 verified", at: feature)
    }
    var replies: [String] = []
    var events: [String] = []
    for message in messages {
      try await stage.play("> \(message)", at: feature)
      replies += stage.answer?.replies ?? []
      events += stage.answer?.changes.map(\.name) ?? []
    }
    let isThere =
      row.outcome.hasSuffix(".v1")
      ? events.contains(row.outcome) : replies.joined(separator: "\n").contains(row.outcome)
    #expect(isThere, "\(messages): \(replies), \(events)")
  }
}
