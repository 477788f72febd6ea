import Testing

@testable import PortalBot

/// How well sentences are understood that nobody trained on. Each set was measured once before anything was
/// decided by it; what is held here is what the model that ships comes to.
struct HeldOutFilesTests {
  /// The sixth, first measured: 94.0 % in scope, 97.5 % of out of scope refused, 0.2 % wrong actions. With the
  /// older sets and 7,000 more sentences among the training sentences 98.4, 98.1 and 0.0 %; the seventh, opened
  /// then, 97.8, 96.3 and 0.2 %.
  @Test(arguments: [("Sixth", 0.975), ("Seventh", 0.97)])
  func `sentences are understood as well as was measured`(set: String, least: Double) throws {
    let examples = try HeldOut.sentences(set)
    #expect(examples.count >= 400)
    let figures = IntentEvaluation(of: examples, by: .standard)
    let report = figures.confusions.prefix(10).map { "\($0.intent)>\($0.taken) \($0.count)" }
    #expect(figures.accuracyInScope >= least, "\(figures.accuracyInScope) \(report)")
    #expect(figures.outOfScopeRecall >= 0.95, "\(figures.outOfScopeRecall) \(report)")
    #expect(figures.wrongActions <= 0.01, "\(figures.wrongActions)")
  }

  /// First measured: the sixth 93.3 %, the seventh 90.0 %.
  @Test(arguments: [("Sixth", 0.96), ("Seventh", 0.9)])
  func `Spanish is understood as well as was measured`(set: String, least: Double) throws {
    let examples = try HeldOut.sentences(set, "spanish")
    #expect(examples.count >= 60)
    let figures = IntentEvaluation(of: examples, by: .standard)
    #expect(figures.accuracy >= least, "\(figures.accuracy)")
    #expect(figures.wrongActions <= 0.01, "\(figures.wrongActions)")
  }

  /// First measured, of 150: the sixth 138 alarmed, 11 asked about and 1 missed, of the harmless 2 alarmed and
  /// 20 asked about; the seventh 135, 13 and 2, and 1 and 19. With more sentences since then none is missed: of
  /// the eighth, opened after that, 133 alarmed and 17 were asked about, of the harmless 2 and 22 of 149.
  @Test(arguments: [
    ("Sixth", missed: 0, alarmed: 1, asked: 15), ("Seventh", missed: 0, alarmed: 1, asked: 23),
    ("Eighth", missed: 0, alarmed: 1, asked: 24),
  ])
  func `dangers are caught as well as was measured`(
    set: String, missed: Int, alarmed: Int, asked: Int
  ) throws {
    let figures = SafetyEvaluation(
      emergencies: try HeldOut.lines("\(set)/emergencies.txt"),
      harmless: try HeldOut.lines("\(set)/harmless.txt"), by: .standard)
    #expect(figures.emergencies.calm.count <= missed, "\(figures.emergencies.calm)")
    #expect(figures.harmless.alarmed.count <= alarmed, "\(figures.harmless.alarmed)")
    #expect(figures.harmless.asked.count <= asked, "\(figures.harmless.asked)")
  }

  @Test func `a yes is a yes, a no is a no, and what is unclear is neither`() throws {
    let (mistaken, unread) = try HeldOut.lines("dialogue-answers.tsv").reduce(into: ([String](), 0))
    {
      let columns = $1.split(separator: "\t").map(String.init)
      let answer = Understander.standard.understand(columns[1]).answer?.rawValue
      if columns[0] == "unclear" || answer == nil {
        if answer == "yes" || answer == "no" { $0.0.append($1) }
        if columns[0] != "unclear" { $0.1 += 1 }
      } else if answer != columns[0] {
        $0.0.append($1)
      }
    }
    #expect(mistaken.count <= 1, "\(mistaken)")
    #expect(unread <= 3)
  }

  @Test func `an evaluation counts what it names`() throws {
    let figures = IntentEvaluation(
      of: [
        IntentExample(text: "refill my lisinopril", label: "prescriptions.refill"),
        IntentExample(text: "refill my lisinopril", label: "billing.pay"),
        IntentExample(text: "refill my lisinopril", label: "outOfScope"),
      ], by: .standard)
    #expect(figures.accuracyInScope == 0.5 && figures.outOfScopeRecall == 0)
    #expect(figures.confusions.map(\.intent) == ["billing.pay", "outOfScope"])
    let table = IntentExample.read(table: "billing.pay\tpay\n\n# no\nnonsense\ttext")
    #expect(table.examples.count == 1 && table.faultyLine == 4)
  }
}
