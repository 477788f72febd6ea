/// Tells what a message wants, by a linear model.
struct IntentClassifier: Sendable {
  let model: LinearModel
  private let extractor: FeatureExtractor

  init(_ model: LinearModel) {
    self.model = model
    extractor = FeatureExtractor(buckets: model.buckets)
  }

  struct Verdict {
    /// All labels, the likeliest first.
    let ranking: [(label: Int, confidence: Double)]
    fileprivate let words: [String]
    fileprivate let vector: FeatureVector
  }

  /// - Parameter words: of the message, with what was found replaced by its kind.
  func classify(_ words: [String]) -> Verdict {
    let vector = FeatureVector(extractor.features(of: words), rarity: model.rarity)
    var ranking = model.scores(of: vector).enumerated().map { label, score in
      (label: label, confidence: model.confidence(score))
    }
    // The order of equals is that of the labels, so that the answer is always the same.
    ranking.sort { ($1.confidence, $0.label) < ($0.confidence, $1.label) }
    return Verdict(ranking: ranking, words: words, vector: vector)
  }

  /// The pieces that spoke most for a label, as `"refill <medicine>" +1.2`.
  func reasons(_ verdict: Verdict, for label: Int) -> String {
    model.reasons(verdict.vector, verdict.words, for: label)
  }
}

extension IntentModel {
  /// What a message could mean, the likeliest first, with nothing but this model.
  ///
  /// - Parameters:
  ///   - text: the message, as it came.
  ///   - reader: the one that the model was trained with.
  public func ranking(
    of text: String, by reader: MessageReader
  ) -> [(label: String, confidence: Double)] {
    IntentClassifier(intents).classify(reader.read(text).maskedWords).ranking.map {
      (labels[$0.label], $0.confidence)
    }
  }
}

extension MessageReader {
  /// A message with slips in about every second word that is long enough for one; the same for the
  /// same seed.
  public func misspelt(_ text: String, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    return read(text).text.tokens.map { token in
      let slips = token.text.utf8.count > 3 && Bool.random(using: &random)
      return slips ? Misspeller.misspell(token.text, &random) : token.text
    }.joined(separator: " ")
  }
}
