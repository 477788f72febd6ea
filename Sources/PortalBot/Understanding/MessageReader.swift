/// Reads what a message names, before it is told what the message wants.
public struct MessageReader: Sendable {
  let matcher: MedicineMatcher

  /// - Parameters:
  ///   - formulary: the medicines that are known.
  ///   - everydayWords: words that look like names of medicines and are none.
  public init(formulary: Formulary, everydayWords: Set<String>) {
    matcher = MedicineMatcher(formulary: formulary, everydayWords: everydayWords)
  }

  struct Reading {
    let text: NormalizedText
    let entities: [Entity]
    /// The words, with what was found replaced by its kind.
    let maskedWords: [String]
    /// Where medicines are named.
    let medicines: [Range<Int>]
  }

  /// A patient's list, made ready for several messages.
  func list(of medicines: [String]) -> PatientList { PatientList(medicines, matcher.formulary) }

  func read(_ text: String, medicines: [String] = []) -> Reading {
    read(text, on: list(of: medicines))
  }

  func read(_ text: String, on list: PatientList) -> Reading {
    let text = NormalizedText(text)
    let named = matcher.matches(in: text, on: list)
    let counted = EntityReader.matches(in: text, apartFrom: named.map(\.tokens))
    let found = (named + counted).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    var entities: [Entity] = []
    for entity in found.flatMap(\.entities) where !isRepeated(entity, entities) {
      entities.append(entity)
    }
    return Reading(
      text: text, entities: entities,
      maskedWords: FeatureExtractor.maskedWords(text, found), medicines: named.map(\.tokens))
  }

  /// A medicine that is named twice is one.
  private func isRepeated(_ entity: Entity, _ before: [Entity]) -> Bool {
    switch entity.kind {
    case .medication, .unknownMedication:
      before.contains { $0.kind == entity.kind && $0.value == entity.value }
    default: false
    }
  }

  /// Tells all that readings depend on, in an order that is always the same.
  func describe(to add: (String) -> Void) {
    for entry in matcher.formulary.entries {
      add(
        [entry.generic, entry.drugClass].joined(separator: "\t")
          + (entry.brands + entry.layWords).joined(separator: ";"))
    }
    for word in matcher.everydayWords.sorted() { add(word) }
  }
}
