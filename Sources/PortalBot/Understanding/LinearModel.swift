internal import Foundation

/// For each label a row of weights over numbered pieces of a message.
struct LinearModel: Sendable, Equatable {
  let labels: [String]
  /// How many numbers the pieces of a message are spread over.
  let buckets: Int
  /// How rare each piece is, in 16ths.
  let rarity: [UInt8]
  /// For each bucket the weight of each label, as Int8 bit patterns.
  let weights: [UInt8]
  /// For each label: what a weight of 1 is worth.
  let scales: [Float]
  /// For each label: the score of an empty message.
  let biases: [Float]
  /// For each label: the least confidence at which it's believed.
  let thresholds: [Float]
  /// A score becomes a confidence by the logistic function of `slope * score + offset`.
  let slope: Float
  let offset: Float
}

extension LinearModel {
  /// For each label how much a message speaks for it.
  func scores(of vector: FeatureVector) -> [Float] {
    let count = labels.count
    var sums = [Float](repeating: 0, count: count)
    for element in vector.elements {
      let start = element.bucket * count
      for label in 0..<count {
        sums[label] += Float(Int8(bitPattern: weights[start + label])) * element.value
      }
    }
    for label in 0..<count { sums[label] = sums[label] * scales[label] + biases[label] }
    return sums
  }

  /// How sure a score makes, between 0 and 1.
  func confidence(_ score: Float) -> Double {
    1 / (1 + exp(-Double(slope * score + offset)))
  }

  /// The pieces that spoke most for a label, as `"refill <medicine>" +1.2`.
  func reasons(
    _ vector: FeatureVector, _ words: [String], for label: Int, most: Int = 3
  ) -> String {
    var parts: [(element: FeatureVector.Element, share: Float)] = []
    for element in vector.elements {
      let weight = Int8(bitPattern: weights[element.bucket * labels.count + label])
      let share = Float(weight) * scales[label] * element.value
      if share > 0 { parts.append((element, share)) }
    }
    parts.sort { $0.share > $1.share }
    return parts.prefix(most).map { part in
      "\"\(text(of: part.element.source, words))\" +\(rounded(part.share))"
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
