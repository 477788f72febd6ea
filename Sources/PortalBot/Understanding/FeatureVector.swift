/// The pieces of a message with their weights: rare ones weigh more, and all messages are of one
/// length.
struct FeatureVector {
  struct Element {
    let bucket: Int
    var value: Float
    let source: FeatureExtractor.Source
  }

  let elements: [Element]

  /// - Parameter rarity: of each bucket, in 16ths.
  init(_ features: [FeatureExtractor.Feature], rarity: [UInt8]) {
    var words: [Element] = []
    var letters: [Element] = []
    for feature in features {
      let value = Float(rarity[feature.bucket]) / 16
      let element = Element(bucket: feature.bucket, value: value, source: feature.source)
      if feature.isWord { words.append(element) } else { letters.append(element) }
    }
    elements =
      FeatureVector.normalized(words, length: FeatureVector.wordLength)
      + FeatureVector.normalized(letters, length: FeatureVector.letterLength)
  }

  /// How much the words count beside the letters.
  static let wordLength: Float = 1
  static let letterLength: Float = 1

  /// Each bucket once, and the whole of a given Euclidean length.
  private static func normalized(_ elements: [Element], length: Float) -> [Element] {
    var unique: [Element] = []
    unique.reserveCapacity(elements.count)
    for element in elements.sorted(by: { $0.bucket < $1.bucket })
    where unique.last?.bucket != element.bucket { unique.append(element) }
    let square = unique.reduce(into: Float(0)) { $0 += $1.value * $1.value }
    guard square > 0 else { return [] }
    let factor = length / square.squareRoot()
    for index in unique.indices { unique[index].value *= factor }
    return unique
  }
}
