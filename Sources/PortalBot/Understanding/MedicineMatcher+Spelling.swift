extension MedicineMatcher {
  /// How many words of a message are looked at for misspelt names.
  private static let mostWords = 300

  /// Names that are misspelt, or cut in two: "lisin opril".
  func misspelt(
    _ text: NormalizedText, apartFrom taken: [Range<Int>], _ list: PatientList
  ) -> [(Range<Int>, Reading)] {
    var isTaken = [Bool](repeating: false, count: text.tokens.count)
    for index in taken.joined() { isTaken[index] = true }
    var found: [(Range<Int>, Reading)] = []
    var index = 0
    while index < min(text.tokens.count, MedicineMatcher.mostWords) {
      defer { index += 1 }
      guard !isTaken[index], isSpellable(text.tokens[index].text) else { continue }
      let word = text.tokens[index].text
      if !isEveryday(word), let reading = reading(misspelt: word, list) {
        found.append((index..<index + 1, reading))
      } else if index + 1 < text.tokens.count, !isTaken[index + 1],
        isSpellable(text.tokens[index + 1].text), let reading = reading(cut: text, at: index, list)
      {
        found.append((index..<index + 2, reading))
        index += 1
      }
    }
    return found
  }

  private func isEveryday(_ word: String) -> Bool {
    everydayWords.contains(word) || MedicineWords.fillers.contains(word)
      || MedicineWords.pills.contains(word)
  }

  private func isSpellable(_ word: String) -> Bool {
    (3...32).contains(word.utf8.count) && word.utf8.allSatisfy { (97...122).contains($0) }
  }

  private func reading(
    cut text: NormalizedText, at index: Int, _ list: PatientList
  ) -> Reading? {
    let (first, second) = (text.tokens[index].text, text.tokens[index + 1].text)
    guard !isEveryday(first) || !isEveryday(second), first.utf8.count + second.utf8.count >= 7
    else { return nil }
    let whole = first + second
    if let (owners, _) = nearest(to: Spelling.Word(whole), among: list.words, limit: 1) {
      return .items(owners)
    }
    guard list.items.isEmpty, let entries = formulary.words.owners(of: whole) else { return nil }
    return .entries(entries)
  }

  private func reading(misspelt text: String, _ list: PatientList) -> Reading? {
    guard text.utf8.count >= 4 else { return nil }
    let word = Spelling.Word(text)
    let onList = nearest(to: word, among: list.words, limit: 4)
    // A medicine of the formulary that is not on the list, and that is as near.
    let limit = onList?.distance ?? MedicineMatcher.strictLimit(word.bytes.count)
    let other = nearest(to: word, among: formulary.words, limit: limit) {
      $0.owners.contains(where: list.related.contains)
        || list.words.owners(of: $0.word.text) != nil
    }
    switch (onList, other) {
    case (let (items, near)?, let (entries, far)?):
      // Of two that are one slip away, it's the one that the patient takes.
      if near < far || (near == far && near == 1) { return .items(items) }
      return near == far ? .unclear : .entries(entries)
    case (let (items, _)?, nil): return .items(items)
    case (nil, let (entries, distance)?):
      // Nothing on the list is meant: only a small slip is taken for another medicine.
      return distance <= MedicineMatcher.strictLimit(word.bytes.count) ? .entries(entries) : nil
    case (nil, nil): return nil
    }
  }

  /// The owners of the nearest names, if near enough for their length.
  private func nearest(
    to word: Spelling.Word, among names: SpelledNames, limit: Int,
    apartFrom isLeftOut: (SpelledNames.Name) -> Bool = { _ in false }
  ) -> (owners: [Int], distance: Int)? {
    names.nearest(to: word, limit: limit, apartFrom: isLeftOut) { isNear(word, $0, $1) }
  }

  /// Beyond a small slip the two must also look or sound alike.
  private func isNear(_ word: Spelling.Word, _ name: Spelling.Word, _ distance: Int) -> Bool {
    let length = shorter(word, name)
    if distance <= MedicineMatcher.strictLimit(length) { return true }
    guard distance <= MedicineMatcher.wideLimit(length) else { return false }
    return Spelling.trigramAgreement(word, name) >= 0.25
      || Spelling.sound(word) == Spelling.sound(name)
  }

  /// The length that limits depend on: a word that is cut short gets no more than it has letters.
  private func shorter(_ word: Spelling.Word, _ name: Spelling.Word) -> Int {
    min(name.bytes.count, word.bytes.count + 1)
  }

  static func strictLimit(_ length: Int) -> Int {
    switch length {
    case ..<5: 0
    case 5...7: 1
    case 8...10: 2
    default: 3
    }
  }

  static func wideLimit(_ length: Int) -> Int {
    switch length {
    case ..<5: 1
    case 5...6: 2
    case 7...8: 3
    default: 4
    }
  }
}
