/// Turns a message into the pieces that dangers are told by: those of intents, what kinds its words
/// are of and which come together, what is denied, and what the rules found.
struct DangerFeatures: Sendable {
  private let extractor: FeatureExtractor

  init(buckets: Int) { extractor = FeatureExtractor(buckets: buckets) }

  /// The words of a message as dangers are looked for among them; marks stay.
  static func words(_ reading: MessageReader.Reading) -> [String] {
    var words: [String] = []
    var medicines = reading.medicines.makeIterator()
    var next = medicines.next()
    for index in reading.text.tokens.indices.prefix(FeatureExtractor.mostWords) {
      if let range = next, range.upperBound <= index { next = medicines.next() }
      if let range = next, range.contains(index) {
        if index == range.lowerBound { words.append("<medicine>") }
      } else {
        words.append(SafetyWords.corrected(reading.text.tokens[index].text))
      }
    }
    return words
  }

  /// Without marks.
  static func plain(_ words: [String]) -> [String] { words.filter { !marks.contains($0) } }

  /// The pieces of a message; the places that they name are those of its ``plain(_:)`` words.
  func features(
    of words: [String], _ rules: SafetyReader.Outcome
  ) -> [FeatureExtractor.Feature] {
    let denied = DangerFeatures.denied(words)
    let kept = words.indices.filter { !DangerFeatures.marks.contains(words[$0]) }
    var features = extractor.features(of: kept.map { words[$0] })
    for (place, index) in kept.enumerated() {
      if denied[index] { features.append(feature(.denied, words[index], place, .words)) }
      for kind in DangerWords.kinds(of: words[index]) {
        features.append(feature(denied[index] ? .deniedKind : .kind, kind, place, .kinds))
      }
    }
    features += pairs(of: kept, words, denied)
    if let finding = rules.finding { features.append(feature(.rule, finding.rule, 0, .kinds)) }
    if rules.finding != nil { features.append(feature(.rule, "found", 0, .kinds)) }
    if rules.isSilenced { features.append(feature(.rule, "silenced", 0, .kinds)) }
    return features
  }

  /// Kinds that come together within a few words, the denied ones apart.
  private func pairs(
    of kept: [Int], _ words: [String], _ denied: [Bool]
  ) -> [FeatureExtractor.Feature] {
    let kinds = kept.map { index in
      DangerWords.kinds(of: words[index]).map { denied[index] ? "no " + $0 : $0 }
    }
    var pairs: [FeatureExtractor.Feature] = []
    for place in kinds.indices {
      for near in kinds[(place + 1)...].prefix(DangerFeatures.reach) {
        for first in kinds[place] {
          for second in near {
            let pair = first < second ? "\(first),\(second)" : "\(second),\(first)"
            pairs.append(feature(.pair, pair, place, .pairs))
          }
        }
      }
    }
    return pairs
  }

  /// How many words two kinds may be apart.
  private static let reach = 8

  /// What a piece stands for; those of intents have the seeds below 10.
  private enum Seed: UInt64 {
    case denied = 10
    case kind
    case deniedKind
    case rule
    case pair
  }

  private func feature(
    _ seed: Seed, _ text: String, _ place: Int, _ group: FeatureExtractor.Group
  ) -> FeatureExtractor.Feature {
    var hash = FeatureExtractor.Hash(seed: seed.rawValue)
    hash.add(text.utf8)
    return FeatureExtractor.Feature(
      bucket: hash.bucket(extractor.buckets), group: group, source: .words(place..<place + 1))
  }

  /// Which words a "no" before them denies: up to six, and not beyond a mark or a "but".
  private static func denied(_ words: [String]) -> [Bool] {
    var left = 0
    return words.map { word in
      let isDenied = left > 0
      if negators.contains(word) {
        left = 6
      } else if marks.contains(word) || word == "but" || word == "pero" {
        left = 0
      } else {
        left = max(0, left - 1)
      }
      return isDenied
    }
  }

  private static let marks: Set<String> = ["!", ",", ".", ";", "#"]
  private static let negators: Set<String> = [
    "no", "not", "dont", "never", "without", "denies", "isnt", "wasnt", "havent", "hasnt", "arent",
    "aint", "didnt", "doesnt", "sin", "nunca", "cant", "cannot", "wont", "couldnt", "unable",
  ]
}
