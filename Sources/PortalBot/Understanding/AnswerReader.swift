/// Reads the answer that a message begins with, by rules.
enum AnswerReader {
  struct Reading {
    let answer: Answer
    /// Where what follows the answer begins; `nil` where nothing of weight does.
    let rest: Int?
  }

  static func read(_ text: NormalizedText) -> Reading? {
    let tokens = text.tokens.map(\.text)
    guard !tokens.isEmpty else { return readEmoji(text.original) }
    let start = AnswerWords.skip(AnswerWords.fillers, tokens, from: 0)
    if let choice = readChoice(tokens, from: start) { return choice }
    guard
      let (first, end) = AnswerWords.match(tokens, at: 0) ?? AnswerWords.match(tokens, at: start)
    else { return nil }
    let isClosed = end == tokens.count || isBreak(tokens[end])
    let rest = AnswerWords.skip(AnswerWords.trailers, tokens, from: end)
    let isBare = rest == tokens.count
    if !first.isStrong, !isBare, !isClosed { return nil }
    if first.answer == .no, !isClosed, isDeterminer(before: tokens[end]) { return nil }
    guard !isBare else { return Reading(answer: first.answer, rest: nil) }
    if first.answer == .yes || first.answer == .no {
      if let choice = readChoice(tokens, from: rest) {
        // "yes, the second one"; but "no, 2 of them hurt" is a no.
        if first.answer == .yes || choice.rest == nil { return choice }
      }
      if let (second, _) = AnswerWords.match(tokens, at: rest), second.isStrong,
        second.answer != first.answer
      {
        // "yes no wait"
        return Reading(answer: .unsure, rest: rest)
      }
    }
    return Reading(answer: first.answer, rest: rest)
  }

  /// "no refills left" denies no question.
  private static func isDeterminer(before word: String) -> Bool {
    AnswerWords.nounsAfterNo.contains(word)
  }

  private static func isBreak(_ token: String) -> Bool {
    token == "," || token == "." || token == "!" || token == ";"
  }

  /// `2`, `#2`, `option 2`, `no. 2`, `the second one please`, `two`.
  private static func readChoice(_ tokens: [String], from start: Int) -> Reading? {
    var index = start
    let leads: Set<String> = [
      "#", "number", "option", "choice", "numero", "opcion", "the", "el", "la", "num", "ill",
      "take",
      "choose", "pick", "give", "me", "please", "want", "i",
    ]
    while index < tokens.count, leads.contains(tokens[index]) { index += 1 }
    if index + 1 < tokens.count, tokens[index] == "no" {
      let next = tokens[index + 1] == "." ? index + 2 : index + 1
      if next < tokens.count, tokens[next].utf8.allSatisfy({ (48...57).contains($0) }) {
        index = next
      }
    }
    guard index < tokens.count, let answer = choice(tokens[index]) else { return nil }
    index += 1
    if index < tokens.count, AnswerWords.ones.contains(tokens[index]) { index += 1 }
    let rest = AnswerWords.skip(AnswerWords.trailers, tokens, from: index)
    if rest == tokens.count { return Reading(answer: answer, rest: nil) }
    // "2 pills left", "first of all"
    return index < tokens.count && isBreak(tokens[index])
      ? Reading(answer: answer, rest: rest) : nil
  }

  private static func choice(_ word: String) -> Answer? {
    if word == "last" || word == "ultimo" || word == "ultima" { return .last }
    if let number = AnswerWords.places[word] { return .choice(number) }
    guard word.utf8.count <= 2, let number = Int(word), (1...20).contains(number) else {
      return nil
    }
    return .choice(number)
  }

  private static func readEmoji(_ text: String) -> Reading? {
    let scalars = text.unicodeScalars
    let yes: Set<UnicodeScalar> = ["\u{1F44D}", "\u{1F44C}", "\u{2705}", "\u{2714}", "\u{1F197}"]
    let no: Set<UnicodeScalar> = ["\u{1F44E}", "\u{274C}", "\u{1F645}"]
    for scalar in scalars.prefix(32) {
      if yes.contains(scalar) { return Reading(answer: .yes, rest: nil) }
      if no.contains(scalar) { return Reading(answer: .no, rest: nil) }
    }
    return nil
  }
}
