/// Makes the model that tells dangers: one machine for emergencies and one for crises. Neither learns
/// from the sentences of the other.
struct DangerTrainer {
  let options: IntentTrainer.Options
  let reader: MessageReader

  /// How dear a mistake is on a danger or a sentence that only sounds like one, and on any other.
  static let dangerCost: Float = 0.4
  static let otherCost: Float = 0.2

  func train(_ examples: [IntentExample]) -> LinearModel {
    let extractor = DangerFeatures(buckets: options.dangerBuckets)
    var random = SeededGenerator(seed: options.seed)
    var messages: [[FeatureExtractor.Feature]] = []
    var labels: [String] = []
    for example in examples {
      let reading = reader.read(example.text)
      let rules = SafetyReader.read(reading.text)
      let words = DangerFeatures.words(reading)
      messages.append(extractor.features(of: words, rules))
      labels.append(example.label)
      for _ in 0..<options.misspeltCopies {
        let slips = Misspeller.misspell(words, &random).map(SafetyWords.corrected)
        messages.append(extractor.features(of: slips, rules))
        labels.append(example.label)
      }
    }
    let concerns = labels.map(SafetyConcern.init(label:))
    let rows = LinearRows(messages, buckets: options.dangerBuckets)
    let names = SafetyConcern.allCases
    return rows.model(
      names.map(\.rawValue), thresholds: names.map { _ in options.dangerThreshold }, options
    ) { label in
      let isPositive = concerns.map { $0 == names[label] }
      let costs = zip(concerns, labels).map { concern, name -> Float in
        if let concern { return concern == names[label] ? DangerTrainer.dangerCost : 0 }
        return name == IntentExample.harmless ? DangerTrainer.dangerCost : DangerTrainer.otherCost
      }
      return (isPositive, costs)
    }
  }
}
