/// The pieces of a message with their weights: rare ones weigh more, and the pieces of a group are of
/// one length in all messages.
struct FeatureVector {
  struct Element {
    let bucket: Int
    var value: Float
    let source: FeatureExtractor.Source
  }

  let elements: [Element]

  /// - Parameter rarity: of each bucket, in 16ths.
  init(_ features: [FeatureExtractor.Feature], rarity: [UInt8]) {
    var groups = [[Element]](repeating: [], count: FeatureExtractor.Group.allCases.count)
    for feature in features {
      groups[feature.group.rawValue].append(
        Element(
          bucket: feature.bucket, value: Float(rarity[feature.bucket]) / 16,
          source: feature.source))
    }
    elements = FeatureExtractor.Group.allCases.flatMap {
      FeatureVector.normalized(groups[$0.rawValue], to: $0.length)
    }
  }

  /// Each bucket once, and the whole of a Euclidean length.
  private static func normalized(_ elements: [Element], to length: Float) -> [Element] {
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
