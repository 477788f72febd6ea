/// Tells by what was learnt whether a message speaks of a danger: a linear model with a label for each
/// ``SafetyConcern``, by its name.
struct DangerClassifier: Sendable {
  private let model: LinearModel
  private let features: DangerFeatures

  init(_ model: LinearModel) {
    self.model = model
    features = DangerFeatures(buckets: model.buckets)
  }

  struct Verdict {
    let concern: SafetyConcern
    /// Whether it's sure; otherwise it's to be asked about.
    let isSure: Bool
    /// Whether a rule found it.
    let isByRule: Bool
    /// How sure it is, between 0 and 1.
    let confidence: Double
    /// The rule that found it, or the pieces that spoke most for it.
    let why: String
  }

  /// - Returns: `nil` where no danger is heard.
  func classify(_ reading: MessageReader.Reading, _ rules: SafetyReader.Outcome) -> Verdict? {
    let words = DangerFeatures.words(reading)
    let vector = FeatureVector(features.features(of: words, rules), rarity: model.rarity)
    let scores = model.scores(of: vector)
    guard let label = scores.indices.max(by: { scores[$0] < scores[$1] }),
      let concern = SafetyConcern(rawValue: model.labels[label])
    else { return nil }
    let confidence = model.confidence(scores[label])
    let rule = rules.finding
    let doubtful = rule == nil ? DangerClassifier.doubtful : DangerClassifier.doubtfulByRule
    guard confidence >= doubtful else { return nil }
    return Verdict(
      concern: rule?.concern ?? concern, isSure: confidence >= Double(model.thresholds[label]),
      isByRule: rule != nil,
      confidence: confidence,
      why: rule.map { "safety rule: \($0.rule)" }
        ?? "sounds like danger: \(model.reasons(vector, DangerFeatures.plain(words), for: label))")
  }

  /// From here on a danger is asked about.
  private static let doubtful = 0.12
  /// The same where a rule found it: short calls for help say little but what the rule knows.
  private static let doubtfulByRule = 0.06
}
