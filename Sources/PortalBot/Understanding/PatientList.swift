/// The medicines on one patient's list, with every name that each goes by.
struct PatientList {
  let items: [Item]
  /// Every exact name, and the items that bear it.
  private(set) var names = PhraseTable()
  let words: SpelledNames
  /// What all its items are related to in the formulary.
  let related: Set<Int>

  struct Item {
    /// As the list has it.
    let name: String
    /// What the formulary knows it as.
    let entries: Set<Int>
    /// The same, and each of its ingredients alone.
    let related: Set<Int>
  }

  init(_ medicines: [String], _ formulary: Formulary) {
    var items: [Item] = []
    var spelled: [String: [Int]] = [:]
    for name in medicines {
      let reading = PatientList.read(name, formulary)
      guard !reading.aliases.isEmpty else { continue }
      for alias in reading.aliases { names.add(items.count, to: alias) }
      for word in reading.words { spelled[word, default: []].append(items.count) }
      items.append(Item(name: name, entries: reading.entries, related: reading.related))
    }
    self.items = items
    words = SpelledNames(spelled)
    related = items.reduce(into: []) { $0.formUnion($1.related) }
  }

  /// The items that are among some entries of the formulary.
  func items(of entries: [Int]) -> [Int] {
    items.indices.filter { !items[$0].entries.isDisjoint(with: entries) }
  }

  /// What one line of a list comes to.
  private struct Reading {
    var aliases: Set<String> = []
    /// The single words of the aliases, for spelling.
    var words: Set<String> = []
    var entries: Set<Int> = []
    var related: Set<Int> = []
  }

  private static func read(_ name: String, _ formulary: Formulary) -> Reading {
    var reading = Reading()
    let ingredients = ingredients(of: name)
    let whole = ingredients.joined(separator: " ")
    guard !whole.isEmpty else { return reading }
    if let entry = formulary.entryOfIngredients[Formulary.key(ingredients)] {
      reading.entries = [entry]
    } else if let named = formulary.names[whole] {
      reading.entries = Set(named)
    }
    var own: Set<String> = [whole]
    let called = reading.entries.map { formulary.called[$0] }
    for ingredient in ingredients {
      own.insert(ingredient)
      own.formUnion(MedicineWords.significant(ingredient))
      if reading.entries.isEmpty, let entry = formulary.entryOfIngredients[ingredient] {
        reading.entries.insert(entry)
      }
    }
    reading.aliases = called.reduce(into: own) { $0.formUnion($1.names) }
    reading.words = called.reduce(into: Set(own.flatMap(MedicineWords.significant))) {
      $0.formUnion($1.words)
    }
    let parts = ingredients.compactMap { formulary.entryOfIngredients[$0] }
    reading.related = reading.entries.union(parts)
    return reading
  }

  /// `24 HR metformin hydrochloride 500 MG Oral Tablet` is `metformin`.
  private static func ingredients(of name: String) -> [String] {
    name.replacingSeparators().split(separator: "/").compactMap { part in
      let words = NormalizedText(String(part)).tokens.filter(\.isWord).map(\.text)
      return MedicineWords.core(words.filter { !units.contains($0) }.joined(separator: " "))
    }.filter { !$0.isEmpty }
  }

  private static let units: Set<String> = [
    "mg", "mcg", "ml", "meq", "hr", "er", "xr", "xl", "sr", "cr", "dr", "la", "ir", "odt", "g",
    "doctor", "hours",
  ]
}

extension String {
  /// Whatever stands between two ingredients becomes a slash.
  fileprivate func replacingSeparators() -> String {
    var result = ""
    for word in lowercased().split(separator: " ") {
      let isBetween = word == "and" || word == "-" || word == "+" || word == "&" || word == "/"
      result += isBetween ? "/" : " " + word.split(separator: "-").joined(separator: "/")
    }
    return result
  }
}
