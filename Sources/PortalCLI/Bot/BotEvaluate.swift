import ArgumentParser
import PortalBot

struct BotEvaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "How well sentences are understood: accuracy, refusals, confusions.",
    discussion: "Take sentences that the model was not trained on, or the figures flatter.")

  @Argument(help: "A table of 'intent<TAB>text', or a folder with a file for each intent.")
  var file: String

  @Option(help: "A model of 'portal bot train' instead of the one that ships.")
  var model: String?

  @Flag(help: "Print JSON.") var json = false

  /// The figures, with shares beside the counts that they come from.
  private struct Report: Encodable {
    let accuracy: Double
    let accuracyInScope: Double
    let outOfScopeRecall: Double
    let sentences: Int
    let outOfScope: Int
    let refusedInScope: Int
    let confusions: [IntentEvaluation.Confusion]
    let mistakes: [IntentEvaluation.Mistake]
  }

  func run() throws {
    let examples = try BotCommand.examples(at: file)
    guard !examples.isEmpty else { throw Complaint("\(file) holds no sentence") }
    let figures = IntentEvaluation(of: examples, by: try BotCommand.understander(model: model))
    if json {
      return print(
        try JSONLine.encode(
          Report(
            accuracy: figures.accuracy, accuracyInScope: figures.accuracyInScope,
            outOfScopeRecall: figures.outOfScopeRecall, sentences: figures.sentences,
            outOfScope: figures.outOfScope, refusedInScope: figures.refusedInScope,
            confusions: figures.confusions, mistakes: figures.mistakes)))
    }
    print("understood    \(BotCommand.percent(figures.accuracy)) of \(figures.sentences)")
    let inScope = figures.sentences - figures.outOfScope
    print(
      "in scope      \(BotCommand.percent(figures.accuracyInScope)) of \(inScope), "
        + "\(figures.refusedInScope) refused")
    print(
      "out of scope  \(BotCommand.percent(figures.outOfScopeRecall)) of \(figures.outOfScope) refused"
    )
    for confusion in figures.confusions.prefix(20) {
      print("\(confusion.count)  \(confusion.intent) taken for \(confusion.taken)")
    }
  }
}
