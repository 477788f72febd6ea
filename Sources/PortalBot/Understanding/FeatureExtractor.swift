/// Turns a message into numbered pieces for the classifier: words, pairs of words, the words at both
/// ends, and runs of 2 to 5 letters inside words.
struct FeatureExtractor: Sendable {
  /// How many numbers there are; pieces may share one.
  let buckets: Int

  /// How many words of a message are looked at.
  static let mostWords = 120

  struct Feature {
    let bucket: Int
    let group: Group
    let source: Source
  }

  /// Pieces that are weighed together.
  enum Group: Int, CaseIterable {
    case words
    case letters
    /// Kinds of words, which dangers alone are told by.
    case kinds
    /// Kinds that come together.
    case pairs

    /// How long the pieces of a group are together.
    var length: Float {
      switch self {
      case .words, .letters: 1
      case .kinds, .pairs: 0.5
      }
    }
  }

  /// Where a piece comes from.
  enum Source {
    case words(Range<Int>)
    case letters(word: Int, Range<Int>)
  }

  /// The words of a message as the classifier sees them: what was found stands as its kind.
  static func maskedWords(_ text: NormalizedText, _ found: [MedicineMatcher.Match]) -> [String] {
    var words: [String] = []
    var next = found.makeIterator()
    var match = next.next()
    var index = 0
    while index < text.tokens.count, words.count < mostWords {
      if let current = match, current.tokens.lowerBound <= index {
        if let kind = current.entities.first?.kind { words.append(placeholder(kind)) }
        index = max(index + 1, current.tokens.upperBound)
        match = next.next()
      } else {
        let token = text.tokens[index]
        if !token.isMark || token.text == "?" { words.append(token.text) }
        index += 1
      }
    }
    return words
  }

  private static func placeholder(_ kind: Entity.Kind) -> String {
    switch kind {
    case .medication, .unknownMedication: "<medicine>"
    default: "<\(kind.rawValue)>"
    }
  }

  /// The pieces of a message, in its order; a piece that comes twice is given twice.
  func features(of words: [String]) -> [Feature] {
    var features: [Feature] = []
    addEnds(of: words, &features)
    for (index, word) in words.enumerated() {
      let bytes = Array(word.utf8.prefix(40))
      var pair = Hash(seed: 2)
      var single = Hash(seed: 1)
      single.add(bytes)
      features.append(
        Feature(bucket: single.bucket(buckets), group: .words, source: .words(index..<index + 1)))
      if index + 1 < words.count {
        pair.add(bytes)
        pair.add([32])
        pair.add(words[index + 1].utf8.prefix(40))
        features.append(
          Feature(bucket: pair.bucket(buckets), group: .words, source: .words(index..<index + 2)))
      }
      if bytes.first != UInt8(ascii: "<") { addLetters(of: bytes, index, &features) }
    }
    return features
  }

  /// The word that a message begins with, and the one that it ends with.
  private func addEnds(of words: [String], _ features: inout [Feature]) {
    guard let first = words.first, let last = words.last else { return }
    for (seed, word, place) in [(UInt64(4), first, 0), (5, last, words.count - 1)] {
      var hash = Hash(seed: seed)
      hash.add(word.utf8.prefix(40))
      features.append(
        Feature(bucket: hash.bucket(buckets), group: .words, source: .words(place..<place + 1)))
    }
  }

  private func addLetters(of word: [UInt8], _ index: Int, _ features: inout [Feature]) {
    let padded = [32] + word + [32]
    for start in padded.indices {
      var hash = Hash(seed: 3)
      hash.add(padded[start])
      for end in start + 1..<min(start + 5, padded.count) where end < padded.count {
        hash.add(padded[end])
        // Two blanks with nothing between, or the word alone again.
        if end - start + 1 == 2, start == 0, end == padded.count - 1 { continue }
        features.append(
          Feature(
            bucket: hash.bucket(buckets), group: .letters,
            source: .letters(word: index, start..<end + 1)))
      }
    }
  }

  /// FNV-1a with 64 bits, and a last stirring (MurmurHash3's finalizer).
  struct Hash {
    private var state: UInt64

    init(seed: UInt64) { state = 0xcbf2_9ce4_8422_2325 ^ (seed &* 0x9e37_79b9_7f4a_7c15) }

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { add(byte) }
    }

    func bucket(_ count: Int) -> Int {
      var mixed = state
      mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
      mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
      return Int(truncatingIfNeeded: (mixed ^ (mixed >> 33)) % UInt64(count))
    }
  }
}
