/// The single words of medicines' names, to be searched for what a misspelt word may be.
struct SpelledNames: Sendable {
  /// A word of a name, and the medicines that it is a name of.
  struct Name: Sendable {
    let word: Spelling.Word
    let owners: [Int]
  }

  /// In the order of the alphabet.
  private let names: [Name]
  /// For each length the names that long, by their letters: nearly all are passed over by these alone.
  private let outlines: [[(letters: Spelling.Letters, name: Int)]]
  private let places: [String: Int]

  /// - Parameter owners: the medicines by each word of their names.
  init(_ owners: [String: [Int]]) {
    names = owners.sorted { $0.key < $1.key }.map {
      Name(word: Spelling.Word($0.key), owners: $0.value)
    }
    let longest = names.map(\.word.bytes.count).max() ?? 0
    var outlines = [[(letters: Spelling.Letters, name: Int)]](repeating: [], count: longest + 1)
    for (index, name) in names.enumerated() {
      outlines[name.word.bytes.count].append((name.word.letters, index))
    }
    self.outlines = outlines
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.word.text, $0) })
  }

  /// Who bears exactly a word.
  func owners(of word: String) -> [Int]? { places[word].map { names[$0].owners } }

  /// The names that are as near to a word as any is.
  ///
  /// - Parameters:
  ///   - limit: how far away they may be.
  ///   - isLeftOut: names that don't count.
  ///   - isNear: whether a name that far away is still believed.
  /// - Returns: in the order of the alphabet; `nil` where there's none, or where one is as near that
  ///   isn't believed.
  func nearest(
    to word: Spelling.Word, limit: Int, apartFrom isLeftOut: (Name) -> Bool,
    believing isNear: (Spelling.Word, Int) -> Bool
  ) -> (owners: [Int], distance: Int)? {
    var best = limit
    var found: [Int] = []
    var doubt = Int.max
    let length = word.bytes.count
    let lengths = (length - limit...length + limit).clamped(to: 0...outlines.count - 1)
    for near in lengths where abs(near - length) <= best {
      for (letters, index) in outlines[near] where letters.mayBeWithin(best, of: word.letters) {
        let name = names[index]
        // What is left out is asked last, as it looks into sets.
        guard let distance = Spelling.distance(word, name.word, limit: best), !isLeftOut(name)
        else { continue }
        guard isNear(name.word, distance) else {
          doubt = min(doubt, distance)
          continue
        }
        if distance < best { found = [] }
        found.append(index)
        best = distance
      }
    }
    guard !found.isEmpty, doubt > best else { return nil }
    var owners: [Int] = []
    for index in found.sorted() {
      owners += names[index].owners.filter { !owners.contains($0) }
    }
    return (owners, best)
  }
}
