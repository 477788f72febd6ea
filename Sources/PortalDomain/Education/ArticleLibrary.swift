/// Articles, and finding the right one.
public struct ArticleLibrary: Sendable {
  /// In the order of their titles.
  public let articles: [Article]
  private let index: [Entry]

  public init(_ articles: [Article]) {
    self.articles = articles.sorted { ($0.title, $0.id.value) < ($1.title, $1.id.value) }
    index = self.articles.map(Entry.init)
  }

  public subscript(id: ArticleID) -> Article? { articles.first { $0.id == id } }

  /// The articles that fit some words, the best first.
  ///
  /// A title or keyword that is said in whole counts most, longer ones more; single words of them less,
  /// and words of the summary least. Words that say nothing don't count.
  public func articles(matching text: String, limit: Int = 5) -> [Article] {
    let words = Self.words(of: text)
    guard !words.isEmpty else { return [] }
    return index.map { (entry: $0, score: $0.score(words)) }
      .filter { $0.score > 0 }
      .sorted { ($1.score, $0.entry.article.title) < ($0.score, $1.entry.article.title) }
      .prefix(max(0, limit)).map(\.entry.article)
  }

  /// The articles that explain a concept: those of its code first, then, of a medicine, those that speak
  /// of it, then those of its name.
  ///
  /// - Parameters:
  ///   - code: the concept's code; ICD-10 codes are found by their beginning too: `E11` is `E11.9`'s.
  ///   - name: what it's called.
  ///   - kind: what kind of thing it is.
  public func articles(
    on code: Records.Code?, named name: String, kind: Article.Kind
  ) -> [Article] {
    let words = Self.words(of: name)
    let ofKind = index.filter { $0.article.kind == kind }
    let byCode = ofKind.filter { entry in
      code.map { code in entry.article.codes.contains { Self.covers($0, code) } } ?? false
    }
    let byMedicine = ofKind.filter { entry in
      kind == .medicine && entry.article.medicines.contains { $0.lowercased() == name.lowercased() }
    }
    let byName = ofKind.map { (entry: $0, score: $0.phraseScore(words)) }
      .filter { $0.score > 0 }
      .sorted { ($1.score, $0.entry.article.title) < ($0.score, $1.entry.article.title) }
      .map(\.entry)
    return (byCode + byMedicine + byName).reduce(into: []) { found, entry in
      if !found.contains(where: { $0.id == entry.article.id }) { found.append(entry.article) }
    }
  }

  private static func covers(_ known: Records.Code, _ code: Records.Code) -> Bool {
    guard known.system == code.system else { return false }
    return known.value == code.value
      || known.system == "icd10" && code.value.hasPrefix(known.value)
  }

  /// Words in small letters, in the singular where that is easily told, without those that say nothing.
  fileprivate static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }
      .map { word in
        word.count > 3 && word.last == "s" && !word.hasSuffix("ss") && !word.hasSuffix("is")
          && !word.hasSuffix("us") ? String(word.dropLast()) : String(word)
      }
      .filter { !silent.contains($0) }
  }

  private static let silent: Set<String> = [
    "a", "about", "an", "and", "any", "are", "article", "can", "do", "does", "explain", "for",
    "have", "help", "how", "i", "in", "info", "information", "is", "it", "learn", "me", "mean",
    "more", "my", "of", "on", "or", "please", "read", "send", "should", "tell", "that", "the",
    "this", "to", "understand", "what", "why", "with", "you",
  ]

  /// An article, with its words found once.
  private struct Entry: Sendable {
    let article: Article
    /// The words of the title, the keywords and the medicines.
    private let phrases: [[String]]
    private let phraseWords: Set<String>
    private let summaryWords: Set<String>

    init(_ article: Article) {
      self.article = article
      phrases = ([article.title] + article.keywords + article.medicines)
        .map(ArticleLibrary.words(of:)).filter { !$0.isEmpty }
      phraseWords = Set(phrases.flatMap(\.self))
      summaryWords = Set(ArticleLibrary.words(of: article.summary))
    }

    /// The longest phrase that is said in whole.
    func phraseScore(_ words: [String]) -> Int {
      phrases.filter { phrase in
        words.count >= phrase.count
          && (0...words.count - phrase.count).contains {
            Array(words[$0..<$0 + phrase.count]) == phrase
          }
      }.map { 100 * $0.count + ($0.count == words.count ? 50 : 0) }.max() ?? 0
    }

    func score(_ words: [String]) -> Int {
      let distinct = Set(words)
      return phraseScore(words) + 10 * distinct.intersection(phraseWords).count
        + distinct.intersection(summaryWords).count
    }
  }
}
