/// Finds the medicines that a message names, on the patient's own list first.
///
/// In this order: exact names, brand or generic; lay words by class ("water pill"); misspelt names.
/// A misspelt name is refused where a medicine that is not on the list is as near.
struct MedicineMatcher: Sendable {
  let formulary: Formulary
  /// Words of everyday speech that look like names of medicines.
  let everydayWords: Set<String>

  /// What stands at some tokens.
  struct Match {
    let tokens: Range<Int>
    var entities: [Entity]
  }

  /// What some words name.
  enum Reading: Equatable {
    /// Items of the patient's list.
    case items([Int])
    /// Entries of the formulary that are not on the list.
    case entries([Int])
    /// A medicine, but none that can be told.
    case unclear
  }

  /// - Parameter list: the patient's; where it's empty, the formulary stands for it.
  /// - Returns: what was found, in the order of the message; no two share a token.
  func matches(in text: NormalizedText, on list: PatientList) -> [Match] {
    let words = text.tokens.map(\.text)
    var found: [(Range<Int>, Reading)] = []
    var index = 0
    while index < words.count {
      if let (length, reading) = exact(words, at: index, list) ?? lay(words, at: index, list) {
        found.append((index..<index + length, reading))
        index += length
      } else {
        index += 1
      }
    }
    found += misspelt(text, apartFrom: found.map(\.0), list)
    found.sort { $0.0.lowerBound < $1.0.lowerBound }
    return found.map { Match(tokens: $0, entities: entities($1, text.written($0), list)) }
  }

  private func entities(_ reading: Reading, _ written: String, _ list: PatientList) -> [Entity] {
    switch reading {
    case .items(let items):
      return items.map { Entity(kind: .medication, text: written, value: list.items[$0].name) }
    case .entries(let entries):
      let kind: Entity.Kind = list.items.isEmpty ? .medication : .unknownMedication
      // "insulin" may be one of many: then it stays what was written.
      let value = entries.count == 1 ? formulary.entries[entries[0]].generic : written.lowercased()
      return [Entity(kind: kind, text: written, value: value)]
    case .unclear:
      return [Entity(kind: .unknownMedication, text: written, value: written.lowercased())]
    }
  }

  // MARK: - Exact names

  private func exact(
    _ words: [String], at start: Int, _ list: PatientList
  ) -> (length: Int, Reading)? {
    let first = words[start]
    let longest = max(list.names.longest(from: first), formulary.names.longest(from: first))
    for length in stride(from: min(longest, words.count - start), to: 0, by: -1) {
      let phrase = length == 1 ? first : words[start..<start + length].joined(separator: " ")
      if let items = list.names[phrase] { return (length, .items(items)) }
      if length == 1, everydayWords.contains(phrase) { continue }
      if let entries = formulary.names[phrase] {
        let items = list.items(of: entries)
        return (length, items.isEmpty ? .entries(entries) : .items(items))
      }
    }
    return nil
  }

  // MARK: - Lay words

  /// `blood pressure pill`, `pills for my blood pressure`, `blood thinner`.
  private func lay(
    _ words: [String], at start: Int, _ list: PatientList
  ) -> (length: Int, Reading)? {
    if let (length, entries) = phrase(words, at: start, formulary.layWords) {
      let next = start + length
      let isFollowed = next < words.count && MedicineWords.pills.contains(words[next])
      let isAsked = next < words.count && MedicineWords.requests.contains(words[next])
      return (length + (isFollowed && !isAsked ? 1 : 0), reading(entries, list))
    }
    if let (length, entries) = phrase(words, at: start, formulary.layStems) {
      let next = start + length
      guard next < words.count, MedicineWords.pills.contains(words[next]) else { return nil }
      // "bp refill": the refill is what is wanted, no part of the name.
      let isAsked = MedicineWords.requests.contains(words[next])
      return (length + (isAsked ? 0 : 1), reading(entries, list))
    }
    guard MedicineWords.pills.contains(words[start]) else { return nil }
    var index = start + 1
    guard index < words.count, MedicineWords.purposes.contains(words[index]) else { return nil }
    index += 1
    while index < words.count, MedicineWords.articles.contains(words[index]) { index += 1 }
    guard let (length, entries) = phrase(words, at: index, formulary.layStems) else { return nil }
    return (index + length - start, reading(entries, list))
  }

  private func reading(_ entries: [Int], _ list: PatientList) -> Reading {
    let items = list.items(of: entries)
    return items.isEmpty ? .entries(entries) : .items(items)
  }

  private func phrase(
    _ words: [String], at start: Int, _ table: PhraseTable
  ) -> (length: Int, [Int])? {
    guard start < words.count else { return nil }
    let longest = table.longest(from: LayMisspellings.corrected(words[start]))
    for length in stride(from: min(longest, words.count - start), to: 0, by: -1) {
      let phrase = words[start..<start + length].map(LayMisspellings.corrected)
      if let entries = table[phrase.joined(separator: " ")] { return (length, entries) }
    }
    return nil
  }
}
