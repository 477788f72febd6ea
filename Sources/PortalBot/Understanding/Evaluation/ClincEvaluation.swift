internal import Foundation

/// How well the engine understands CLINC150 (Larson et al., EMNLP 2019): 150 intents, and what is
/// none of them; trained on its training sentences as they are.
public struct ClincEvaluation: Sendable {
  /// The share of the test sentences in scope whose intent comes first.
  public let accuracy: Double
  /// How likely a sentence in scope is believed more than one out of scope (AUROC).
  public let area: Double
  /// Where 95 % of the validation sentences are believed: the share that is right and believed.
  public let accuracyAccepted: Double
  /// And the share of those out of scope that isn't believed.
  public let refused: Double
  /// With slips in half of the words: the share whose intent comes first.
  public let accuracyMisspelt: Double

  private typealias Verdict = (isRight: Bool, confidence: Double)

  /// - Parameters:
  ///   - sets: sentence and label, by the name of the set, as in CLINC150's `data_full.json`.
  ///   - reader: finds what messages name.
  public init(_ sets: [String: [[String]]], by reader: MessageReader) {
    let model = IntentTrainer(reader: reader).train(examples: Self.examples(sets, "train"))
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
    let least = known.isEmpty ? 0 : known.map(\.confidence).sorted()[known.count / 20]
    accuracy = Self.share(test) { $0.isRight }
    area = Self.area(test, over: strange)
    accuracyAccepted = Self.share(test) { $0.isRight && $0.confidence >= least }
    refused = Self.share(strange) { $0.confidence < least }
    accuracyMisspelt = Self.share(verdicts("test", isMisspelt: true)) { $0.isRight }
  }

  private static func examples(_ sets: [String: [[String]]], _ name: String) -> [IntentExample] {
    (sets[name] ?? []).compactMap {
      $0.count == 2 ? IntentExample(text: $0[0], label: $0[1]) : nil
    }
  }

  private static func share(_ verdicts: [Verdict], where holds: (Verdict) -> Bool) -> Double {
    verdicts.isEmpty ? 0 : Double(verdicts.count(where: holds)) / Double(verdicts.count)
  }

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
