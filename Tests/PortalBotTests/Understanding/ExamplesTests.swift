import Testing

@testable import PortalBot

struct ExamplesTests {
  private let examples: [IntentExample]

  init() throws { examples = try IntentExample.shipped() }

  /// Marks don't tell two sentences apart.
  private func plain(_ text: String) -> String {
    NormalizedText(text).tokens.filter { !$0.isMark }.map(\.text).joined(separator: " ")
  }

  @Test func `no training sentence comes twice`() {
    let counts = Dictionary(grouping: examples) { plain($0.text) }
    #expect(counts.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  /// "thanks" and "how much do i owe" are said by everybody.
  @Test func `hardly a held-out sentence is a training sentence`() throws {
    let trained = Set(examples.map { plain($0.text) })
    let texts =
      try HeldOut.sets.flatMap {
        try (HeldOut.sentences($0) + HeldOut.sentences($0, "spanish")).map(\.text)
          + HeldOut.lines("\($0)/emergencies.txt") + HeldOut.lines("\($0)/harmless.txt")
      }
    let both = texts.map(plain).filter(trained.contains)
    #expect(both.count * 10 <= texts.count)
  }

  @Test(arguments: Intent.allCases)
  func `there are enough sentences`(intent: Intent) {
    let least = intent == .outOfScope ? 2_800 : 120
    #expect(examples.count { $0.label == intent.rawValue } >= least)
  }

  @Test func `there are enough sentences that only sound like a danger, or are for a nurse`() {
    #expect(examples.count { $0.label == IntentExample.harmless } >= 3_200)
    #expect(examples.count { $0.label == IntentExample.urgent } >= 200)
    #expect(examples.count { SafetyConcern(label: $0.label) != nil } >= 3_500)
  }
}
