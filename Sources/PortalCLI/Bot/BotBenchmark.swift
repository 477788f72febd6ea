import ArgumentParser
import Foundation
import PortalBot

/// CLINC150 (Larson et al., EMNLP 2019): 150 intents, and what is none of them.
struct BotBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Train on CLINC150 and print how well it is understood.",
    discussion: """
      Looks for nlu/clinc150.json in the folder that PORTAL_TEST_DATA names, or in ../shared/data.
      """)

  private typealias Verdict = (isRight: Bool, confidence: Double)

  func run() throws {
    let folder = ProcessInfo.processInfo.environment["PORTAL_TEST_DATA"] ?? "../shared/data"
    let path = "\(folder)/nlu/clinc150.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      return print("skipped: \(path) is not there")
    }
    guard let sets = try? JSONDecoder().decode([String: [[String]]].self, from: data) else {
      throw Complaint("\(path) is not CLINC150's data_full.json")
    }
    let reader = try MessageReader.shipped()
    let start = ContinuousClock.now
    let model = IntentTrainer(reader: reader).train(examples: Self.examples(sets, "train"))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    func verdicts(_ name: String, isMisspelt: Bool = false) -> [Verdict] {
      Self.examples(sets, name).enumerated().compactMap { number, example in
        let text =
          isMisspelt ? reader.misspelt(example.text, seed: UInt64(number)) : example.text
        return model.ranking(of: text, by: reader).first.map {
          ($0.label == example.label, $0.confidence)
        }
      }
    }
    let (known, test, strange) = (verdicts("val"), verdicts("test"), verdicts("oos_test"))
    // The confidence that 95 % of the validation sentences reach.
    let least = known.map(\.confidence).sorted()[known.count / 20]
    func row(_ what: String, _ share: Double, goal: Double) {
      let name = what.padding(toLength: 44, withPad: " ", startingAt: 0)
      print(name + String(format: "%6.2f   at least %.1f", share * 100, goal))
    }
    print("CLINC150, trained on its training sentences in \(String(format: "%.1f", seconds)) s, %")
    row("in scope, right", Self.share(test) { $0.isRight }, goal: 92)
    row("area under the curve of out of scope", Self.area(test, over: strange), goal: 95.7)
    row(
      "accepting 95 %: in scope, right",
      Self.share(test) { $0.isRight && $0.confidence >= least }, goal: 89.5)
    row(
      "accepting 95 %: out of scope, refused", Self.share(strange) { $0.confidence < least },
      goal: 80)
    row(
      "half of the words misspelt: in scope, right",
      Self.share(verdicts("test", isMisspelt: true)) { $0.isRight }, goal: 88)
  }

  private static func examples(_ sets: [String: [[String]]], _ name: String) -> [IntentExample] {
    (sets[name] ?? []).compactMap {
      $0.count == 2 ? IntentExample(text: $0[0], label: $0[1]) : nil
    }
  }

  private static func share(_ verdicts: [Verdict], where holds: (Verdict) -> Bool) -> Double {
    verdicts.isEmpty ? 0 : Double(verdicts.count(where: holds)) / Double(verdicts.count)
  }

  /// How likely a sentence in scope is believed more than one out of scope (AUROC).
  private static func area(_ inScope: [Verdict], over outOfScope: [Verdict]) -> Double {
    let strange = outOfScope.map(\.confidence)
    let wins = inScope.reduce(into: 0.0) { sum, verdict in
      for other in strange {
        sum += verdict.confidence > other ? 1 : verdict.confidence == other ? 0.5 : 0
      }
    }
    return wins / Double(max(1, inScope.count * strange.count))
  }
}
