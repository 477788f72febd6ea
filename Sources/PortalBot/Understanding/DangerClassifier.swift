/// Tells by what was learnt whether a message speaks of a danger.
struct DangerClassifier: Sendable {
  /// Whether it's a danger at all, and whether a danger is a crisis.
  static let labels = ["danger", "crisis"]

  private let model: LinearModel
  private let features: DangerFeatures

  init(_ model: LinearModel) {
    self.model = model
    features = DangerFeatures(buckets: model.buckets)
  }

  struct Verdict {
    /// How sure it is that there's danger, between 0 and 1.
    let confidence: Double
    /// `nil` where it isn't sure enough.
    let concern: SafetyConcern?
    /// So far from any danger that not even a rule is believed.
    let isHarmless: Bool
    /// The pieces that spoke most for it.
    let reasons: String
  }

  func classify(_ reading: MessageReader.Reading, _ rules: SafetyReader.Outcome) -> Verdict {
    let words = DangerFeatures.words(reading)
    let vector = FeatureVector(features.features(of: words, rules), rarity: model.rarity)
    let scores = model.scores(of: vector)
    let confidence = model.confidence(scores[0])
    guard confidence >= Double(model.thresholds[0]) else {
      let isHarmless = confidence < DangerClassifier.harmless
      return Verdict(confidence: confidence, concern: nil, isHarmless: isHarmless, reasons: "")
    }
    let isCrisis = model.confidence(scores[1]) >= Double(model.thresholds[1])
    return Verdict(
      confidence: confidence, concern: isCrisis ? .crisis : .emergency, isHarmless: false,
      reasons: model.reasons(vector, DangerFeatures.plain(words), for: 0))
  }

  /// Below this confidence a rule is overruled. Higher would silence plain calls for help: short ones
  /// say little but what the rule already found.
  private static let harmless = 0.12
}
