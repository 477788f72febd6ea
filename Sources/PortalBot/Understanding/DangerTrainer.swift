/// Makes the model that tells dangers: what is a danger at all, and which of them is a crisis.
struct DangerTrainer {
  let options: IntentTrainer.Options
  let reader: MessageReader

  /// How dear a mistake is on a danger, on a sentence that only sounds like one, and on any other.
  static let dangerCost: Float = 0.4
  static let harmlessCost: Float = 0.2
  static let otherCost: Float = 0.1

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
    return rows.model(
      DangerClassifier.labels, thresholds: [options.dangerThreshold, 0.5], options
    ) { label in
      label == 0
        ? (concerns.map { $0 != nil }, labels.indices.map { cost(concerns[$0], labels[$0]) })
        : (concerns.map { $0 == .crisis }, concerns.map { $0 == nil ? 0 : options.cost })
    }
  }

  private func cost(_ concern: SafetyConcern?, _ label: String) -> Float {
    if concern != nil { return DangerTrainer.dangerCost }
    return label == IntentExample.harmless ? DangerTrainer.harmlessCost : DangerTrainer.otherCost
  }
}
