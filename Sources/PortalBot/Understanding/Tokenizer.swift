/// Cuts a message into tokens, from left to right, in one pass.
struct Tokenizer {
  private let text: String
  private var tokens: [NormalizedText.Token] = []
  /// The run of letters and digits that is being read, folded, and where it stands.
  private var run = ""
  private var runStart: String.Index
  private var runEnd: String.Index

  static func tokens(of text: String) -> [NormalizedText.Token] {
    var tokenizer = Tokenizer(text)
    tokenizer.read()
    return tokenizer.tokens
  }

  private init(_ text: String) {
    self.text = text
    runStart = text.startIndex
    runEnd = text.startIndex
  }

  private mutating func read() {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      take(text[index], at: index..<next)
      index = next
    }
    endRun()
  }

  private mutating func take(_ character: Character, at range: Range<String.Index>) {
    switch Folding.fold(character) {
    case .word(let folded):
      if run.isEmpty { runStart = range.lowerBound }
      run += folded
      runEnd = range.upperBound
    case .joint(let mark):
      // Kept only between two letters or digits: 10.5, 10:30, 8/12, a@b.org.
      if run.isEmpty || !isJoint(mark, before: range.upperBound) {
        endRun()
        if mark == "." || mark == "," { append(String(mark), range) }
      } else {
        run.append(mark)
        runEnd = range.upperBound
      }
    case .apostrophe:
      // "can't" is one word: "cant".
      break
    case .mark(let mark):
      endRun()
      if tokens.last?.text != mark { append(mark, range) }
    case .nothing:
      break
    case .space:
      endRun()
    }
  }

  /// Whether a mark inside a run holds the two sides together.
  private func isJoint(_ mark: Character, before next: String.Index) -> Bool {
    guard next < text.endIndex, case .word(let following) = Folding.fold(text[next]),
      let left = run.utf8.last, let right = following.utf8.first
    else { return false }
    if mark == "@" || run.utf8.contains(UInt8(ascii: "@")) { return mark == "@" || mark == "." }
    if isDigit(left), isDigit(right) { return true }
    // first.last@example.org: what is left of the @ may hold dots.
    return mark == "." && wordHoldsAt(from: next)
  }

  private func wordHoldsAt(from start: String.Index) -> Bool {
    for character in text[start...].prefix(64) {
      if character == "@" { return true }
      if character.isWhitespace { return false }
    }
    return false
  }

  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private mutating func endRun() {
    defer { run = "" }
    guard !run.isEmpty else { return }
    let range = runStart..<runEnd
    for piece in pieces(of: run) {
      let word = Folding.withoutRepeats(piece)
      if let long = ShortForms.table[word] {
        for part in long { append(part, range) }
      } else {
        append(word, range)
      }
    }
  }

  /// `10mg` is two tokens, `2nd` and `a1c` are one.
  private func pieces(of run: String) -> [String] {
    guard let first = run.utf8.first, isDigit(first),
      let cut = run.firstIndex(where: { $0.isASCII && $0.isLetter })
    else { return [run] }
    let tail = String(run[cut...])
    return ShortForms.units.contains(tail) ? [String(run[..<cut]), tail] : [run]
  }

  private mutating func append(_ text: String, _ range: Range<String.Index>) {
    tokens.append(NormalizedText.Token(text: text, range: range))
  }
}
