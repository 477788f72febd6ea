internal import Foundation

/// Tells what a message wants, by a linear model.
struct IntentClassifier: Sendable {
  let model: IntentModel
  private let extractor: FeatureExtractor

  init(_ model: IntentModel) {
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
    let count = model.labels.count
    var sums = [Float](repeating: 0, count: count)
    for element in vector.elements {
      let start = element.bucket * count
      for label in 0..<count {
        sums[label] += Float(Int8(bitPattern: model.weights[start + label])) * element.value
      }
    }
    var ranking: [(label: Int, confidence: Double)] = []
    ranking.reserveCapacity(count)
    for label in 0..<count {
      let score = sums[label] * model.scales[label] + model.biases[label]
      ranking.append((label, confidence(score)))
    }
    // The order of equals is that of the labels, so that the answer is always the same.
    ranking.sort { ($1.confidence, $0.label) < ($0.confidence, $1.label) }
    return Verdict(ranking: ranking, words: words, vector: vector)
  }

  private func confidence(_ score: Float) -> Double {
    1 / (1 + exp(-Double(model.slope * score + model.offset)))
  }

  /// The pieces that spoke most for a label, as `"refill <medicine>" +1.2`.
  func reasons(_ verdict: Verdict, for label: Int, most: Int = 3) -> String {
    let count = model.labels.count
    var parts: [(element: FeatureVector.Element, share: Float)] = []
    for element in verdict.vector.elements {
      let weight = Int8(bitPattern: model.weights[element.bucket * count + label])
      let share = Float(weight) * model.scales[label] * element.value
      if share > 0 { parts.append((element, share)) }
    }
    parts.sort { $0.share > $1.share }
    return parts.prefix(most).map { part in
      "\"\(text(of: part.element.source, verdict.words))\" +\(rounded(part.share))"
    }.joined(separator: ", ")
  }

  private func rounded(_ share: Float) -> String {
    let hundredths = Int((share * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private func text(of source: FeatureExtractor.Source, _ words: [String]) -> String {
    switch source {
    case .words(let range): words[range].joined(separator: " ")
    case .letters(let word, let range):
      String(decoding: ([32] + words[word].utf8.prefix(40) + [32])[range], as: UTF8.self)
    }
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
    IntentClassifier(self).classify(reader.read(text).maskedWords).ranking.map {
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
