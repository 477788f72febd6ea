/// Phrases of one or several words, and what each is a name of.
struct PhraseTable: Sendable {
  private var owners: [String: [Int]] = [:]
  /// How many words the longest phrase has that begins with a word: most words begin none, so that
  /// nearly all of a message is passed over by one look.
  private var longest: [String: Int] = [:]

  mutating func add(_ owner: Int, to phrase: String) {
    owners[phrase, default: []].append(owner)
    let first = String(phrase.prefix { $0 != " " })
    longest[first] = max(longest[first] ?? 0, phrase.utf8.count { $0 == 32 } + 1)
  }

  /// What a phrase is a name of; `nil` where it's none.
  subscript(_ phrase: String) -> [Int]? { owners[phrase] }

  /// How many words the longest phrase has that begins with a word; 0, where none does.
  func longest(from word: String) -> Int { longest[word] ?? 0 }
}
