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
  let names: [String: [Int]]
  /// Every lay word that stands alone.
  let layWords: [String: [Int]]
  /// Every lay word that stands with a word for a pill.
  let layStems: [String: [Int]]
  /// The entry of a set of ingredients.
  let entryOfIngredients: [String: Int]
  /// The single words of all names, for spelling.
  let words: [SpelledName]
  /// How many words the longest name has.
  let longest: Int

  /// A word of a name, and the medicines that it is a name of.
  struct SpelledName: Sendable {
    let word: Spelling.Word
    let owners: [Int]
  }

  /// - Parameter text: the lines of `formulary.tsv`; those that begin with `#` are remarks.
  public init(parsing text: String) {
    entries = text.factLines().compactMap(Formulary.entry)
    var names: [String: [Int]] = [:]
    var layWords: [String: [Int]] = [:]
    var layStems: [String: [Int]] = [:]
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
      for name in own.union(spelled) { names[name, default: []].append(index) }
      for lay in entry.layWords {
        if lay.hasSuffix(" ~") {
          layStems[String(lay.dropLast(2)), default: []].append(index)
        } else {
          layWords[lay, default: []].append(index)
        }
      }
    }
    // A combination is called by one of its parts only where the part alone is no medicine here.
    let alone = Set(words.keys)
    for (index, entry) in entries.enumerated() where entry.ingredients.count > 1 {
      for word in Set(MedicineWords.significant(entry.generic)).subtracting(alone) {
        names[word, default: []].append(index)
        words[word, default: []].append(index)
      }
    }
    self.names = names
    self.layWords = layWords
    self.layStems = layStems
    self.entryOfIngredients = entryOfIngredients
    self.words = words.sorted { $0.key < $1.key }.map {
      SpelledName(word: Spelling.Word($0.key), owners: $0.value)
    }
    longest = names.keys.map { $0.utf8.count { $0 == 32 } + 1 }.max() ?? 1
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
