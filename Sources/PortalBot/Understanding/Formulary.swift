/// The medicines that are known, as facts: names, classes, lay words.
///
/// Read from `formulary.tsv`, one medicine a line: generic name, brands, class, lay words, names
/// that it is taken for. A lay word with a `~` stands before or after a word for a pill:
/// `blood pressure ~`.
public struct Formulary: Sendable {
  /// One medicine, or one fixed combination.
  public struct Entry: Hashable, Sendable {
    /// Ingredients in the order of the file, with ` / ` between: `lisinopril / hydrochlorothiazide`.
    public let generic: String
    public let brands: [String]
    public let drugClass: String
    public let layWords: [String]
    /// Medicines that sound or look alike (ISMP's list and the like).
    public let lookAlikes: [String]

    var ingredients: [String] { Formulary.parts(generic, of: "/") }
  }

  public let entries: [Entry]
  /// Every exact name, of one or several words, and the entries that bear it.
  let names: PhraseTable
  /// Every lay word that stands alone.
  let layWords: PhraseTable
  /// Every lay word that stands with a word for a pill.
  let layStems: PhraseTable
  /// The entry of a set of ingredients.
  let entryOfIngredients: [String: Int]
  /// What each entry is called on a patient's list: its names, and the words by which they are known.
  let called: [(names: Set<String>, words: Set<String>)]
  /// The single words of all names, for spelling.
  let words: SpelledNames

  /// - Parameter text: the lines of `formulary.tsv`; those that begin with `#` are remarks.
  public init(parsing text: String) {
    entries = text.factLines().compactMap(Formulary.entry)
    var names = PhraseTable()
    var layWords = PhraseTable()
    var layStems = PhraseTable()
    var entryOfIngredients: [String: Int] = [:]
    var words: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      let ingredients = entry.ingredients
      entryOfIngredients[Formulary.key(ingredients)] = index
      var own = Set(entry.brands)
      if ingredients.count == 1 { own.insert(entry.generic) }
      // Of "lisinopril hctz" no word is a name of the combination alone.
      let telling = ingredients.count == 1 ? own : own.filter { !$0.contains(" ") }
      var spelled = Set(telling.flatMap(MedicineWords.significant))
      for word in spelled { words[word, default: []].append(index) }
      own.insert(ingredients.joined(separator: " "))
      spelled.formIntersection(MedicineWords.significant(entry.generic))
      for name in own.union(spelled) { names.add(index, to: name) }
      for lay in entry.layWords {
        if lay.hasSuffix(" ~") {
          layStems.add(index, to: String(lay.dropLast(2)))
        } else {
          layWords.add(index, to: lay)
        }
      }
    }
    // A combination is called by one of its parts only where the part alone is no medicine here.
    let alone = Set(words.keys)
    for (index, entry) in entries.enumerated() where entry.ingredients.count > 1 {
      for word in Set(MedicineWords.significant(entry.generic)).subtracting(alone) {
        names.add(index, to: word)
        words[word, default: []].append(index)
      }
    }
    self.names = names
    self.layWords = layWords
    self.layStems = layStems
    self.entryOfIngredients = entryOfIngredients
    self.words = SpelledNames(words)
    called = entries.map { entry in
      let names = Set(entry.brands + [entry.ingredients.joined(separator: " ")])
      return (names, Set(names.flatMap(MedicineWords.significant)))
    }
  }

  /// The same for a set of ingredients in whatever order and with whatever salts.
  static func key(_ ingredients: [String]) -> String {
    ingredients.map(MedicineWords.core).sorted().joined(separator: "/")
  }

  private static func entry(_ line: String) -> Entry? {
    let columns = line.fields("\t", keepingEmpty: true)
    guard columns.count == 5 else { return nil }
    return Entry(
      generic: columns[0], brands: parts(columns[1], of: ";"), drugClass: columns[2],
      layWords: parts(columns[3], of: ";"),
      lookAlikes: parts(columns[4], of: ";"))
  }

  private static func parts(_ text: some StringProtocol, of separator: Character) -> [String] {
    text.fields(separator).compactMap {
      let words = $0.fields(" ")
      return words.isEmpty ? nil : words.joined(separator: " ")
    }
  }
}
