/// A piece of a message as times are written in: a run of letters, a run of digits, or a mark.
struct TimeToken {
  let text: String
  let range: Range<String.Index>
  /// Whether nothing stands between it and the piece before.
  let isGlued: Bool

  var isDigits: Bool { text.utf8.first.map { (48...57).contains($0) } ?? false }

  /// Cuts a message; what can't belong to a time (a phone number, `650.650.6500`) is `#`.
  static func tokens(of text: String) -> [TimeToken] {
    var tokens: [TimeToken] = []
    var run = ""
    var start = text.startIndex
    var isGlued = false
    func close(at end: String.Index) {
      guard !run.isEmpty else { return }
      tokens.append(
        TimeToken(text: TimeWords.spellings[run] ?? run, range: start..<end, isGlued: isGlued))
      run = ""
      isGlued = true
    }
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      switch Folding.fold(text[index]) {
      case .word(let folded):
        let isDigit = folded.utf8.first.map { (48...57).contains($0) } ?? false
        if let last = run.utf8.last, (48...57).contains(last) != isDigit { close(at: index) }
        if run.isEmpty { start = index }
        run += folded
      case .apostrophe where run.utf8.last.map({ (48...57).contains($0) }) ?? false:
        // 30' is half an hour.
        close(at: index)
        tokens.append(TimeToken(text: "minutes", range: index..<next, isGlued: true))
      case .apostrophe where !run.isEmpty && run.last != "s" && !isLetter(next, text):
        // It ends a quotation, and no name of a day.
        close(at: index)
        tokens.append(TimeToken(text: "'", range: index..<next, isGlued: true))
      case .apostrophe, .nothing: break
      case .joint(let mark):
        close(at: index)
        tokens.append(TimeToken(text: String(mark), range: index..<next, isGlued: isGlued))
        isGlued = true
      case .mark(let mark):
        close(at: index)
        tokens.append(TimeToken(text: mark, range: index..<next, isGlued: isGlued))
      case .space:
        close(at: index)
        if text[index] == "-" || text[index] == "\u{2013}" || text[index] == "\u{2014}" {
          tokens.append(TimeToken(text: "-", range: index..<next, isGlued: isGlued))
          isGlued = true
        } else {
          isGlued = false
        }
      }
      index = next
    }
    close(at: text.endIndex)
    return withoutChoices(withoutNumbers(tokens))
  }

  private static func isLetter(_ index: String.Index, _ text: String) -> Bool {
    index < text.endIndex && text[index].isLetter
  }

  /// Hides digits that hang together by points or dashes and are no date, and long ones.
  private static func withoutNumbers(_ tokens: [TimeToken]) -> [TimeToken] {
    var result = tokens
    var index = 0
    while index < tokens.count {
      guard tokens[index].isDigits else {
        index += 1
        continue
      }
      var end = index + 1
      while end + 1 < tokens.count, tokens[end].isGlued, tokens[end + 1].isGlued,
        tokens[end].text == "." || tokens[end].text == "-", tokens[end + 1].isDigits
      {
        end += 2
      }
      let lengths = stride(from: index, to: end, by: 2).map { tokens[$0].text.utf8.count }
      let isDate =
        lengths.count == 1 || isHalf(tokens[index..<end], tokens, end)
        || isClock(tokens[index..<end], tokens, end)
        || (lengths.count == 3 && lengths[2] == 4 && lengths.dropLast().allSatisfy { $0 <= 2 })
        || (lengths.count == 3 && lengths[0] == 4 && lengths.dropFirst().allSatisfy { $0 <= 2 })
        || !tokens[index..<end].contains { $0.text == "." }
          && lengths.allSatisfy { $0 <= 2 }
      if !isDate || lengths[0] > 4 || hasMoney(before: index, tokens) {
        for place in index..<end {
          result[place] = TimeToken(text: "#", range: tokens[place].range, isGlued: true)
        }
      }
      index = end
    }
    return result
  }

  /// "2.5 hours"
  private static func isHalf(
    _ number: ArraySlice<TimeToken>, _ tokens: [TimeToken], _ end: Int
  ) -> Bool {
    number.count == 3 && number.last?.text == "5" && end < tokens.count
      && TimeWords.units[tokens[end].text]?.grain == .hour
  }

  /// "3.30pm"
  private static func isClock(
    _ number: ArraySlice<TimeToken>, _ tokens: [TimeToken], _ end: Int
  ) -> Bool {
    number.count == 3 && number.last?.text.utf8.count == 2 && end < tokens.count
      && ["am", "pm", "a", "p"].contains(tokens[end].text)
  }

  /// Hides "2nd one": it's a choice, no day.
  private static func withoutChoices(_ tokens: [TimeToken]) -> [TimeToken] {
    var result = tokens
    for index in tokens.indices.dropFirst()
    where ["one", "option", "choice"].contains(tokens[index].text)
      && (["st", "nd", "rd", "th"].contains(tokens[index - 1].text)
        || TimeWords.ordinals[tokens[index - 1].text] != nil)
    {
      for place in max(0, index - 2)...index
      where place == index || tokens[place].isDigits || place == index - 1 {
        result[place] = TimeToken(text: "#", range: tokens[place].range, isGlued: true)
      }
    }
    return result
  }

  private static func hasMoney(before index: Int, _ tokens: [TimeToken]) -> Bool {
    index > 0 && (tokens[index - 1].text == "$" || tokens[index - 1].text == "#")
  }
}
