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
    var groups = [[Element]](repeating: [], count: FeatureExtractor.Group.allCases.count)
    for feature in features {
      groups[feature.group.rawValue].append(
        Element(
          bucket: feature.bucket, value: Float(rarity[feature.bucket]) / 16,
          source: feature.source))
    }
    elements = groups.flatMap { FeatureVector.normalized($0) }
  }

  /// Each bucket once, and the whole of Euclidean length 1.
  private static func normalized(_ elements: [Element]) -> [Element] {
    var unique: [Element] = []
    unique.reserveCapacity(elements.count)
    for element in elements.sorted(by: { $0.bucket < $1.bucket })
    where unique.last?.bucket != element.bucket { unique.append(element) }
    let square = unique.reduce(into: Float(0)) { $0 += $1.value * $1.value }
    guard square > 0 else { return [] }
    let factor = 1 / square.squareRoot()
    for index in unique.indices { unique[index].value *= factor }
    return unique
  }
}
