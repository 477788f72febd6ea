/// The ingredients, strengths and dose form in the RxNorm name of a drug.
///
/// `24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet [Glucophage]`: how much or
/// how long it is, ingredients with their strengths between ` / `, the dose form, the brand.
/// Source: National Library of Medicine, RxNorm Technical Documentation, "RxNorm Naming Conventions".
struct MedicineText {
  let ingredients: [Ingredient]
  let form: DoseForm?

  struct Ingredient: Equatable {
    /// In lower case.
    let name: String
    let strength: Strength?
  }

  /// - Returns: `nil` where no name is left of the text.
  init?(_ display: String) {
    let text = Self.withoutBrandAndLead(display)
    let (ingredients, form) = text.first == "{" ? Self.pack(text) : Self.drug(text)
    guard !ingredients.isEmpty,
      ingredients.allSatisfy({ $0.name.contains(where: \.isLetter) })
    else { return nil }
    self.ingredients = ingredients
    self.form = form
  }

  /// As a patient would say it: `acetaminophen / hydrocodone bitartrate`.
  var name: String { ingredients.map(\.name).joined(separator: " / ") }

  /// `325 mg / 7.5 mg`; empty where the text doesn't say it of every ingredient.
  var strength: String {
    let texts = ingredients.compactMap { $0.strength?.text(form) }
    return texts.count == ingredients.count ? texts.joined(separator: " / ") : ""
  }

  // MARK: Reading

  /// What is left without `[Klonopin]`, `NDA020800`, `0.3 ML` and `24 HR`.
  private static func withoutBrandAndLead(_ display: String) -> String {
    var text = display.replacing(/\[[^\]]*\]/, with: " ")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let lead =
      /(?:A?NDA\d+|BLA\d+|Abuse-Deterrent|\d*\.?\d+ (?:HR|MIN|DAY|ML|MG|MCG|GM|ACTUAT|UNT))(?:\s|$)/
      .ignoresCase()
    while let match = text.prefixMatch(of: lead) { text.removeSubrange(match.range) }
    return text
  }

  /// `Acetaminophen 300 MG / Codeine Phosphate 30 MG Oral Tablet`.
  private static func drug(_ text: String) -> ([Ingredient], DoseForm?) {
    var form: DoseForm?
    let parts = text.split(separator: " / ").map(String.init)
    let ingredients = parts.enumerated().map { index, part in
      let isLast = index == parts.count - 1
      guard let (range, strength) = Strength.first(in: part) else {
        let (name, itsForm) = isLast ? DoseForm.split(part) : (part, nil)
        form = itsForm
        return Ingredient(name: name.lowercased(), strength: nil)
      }
      if isLast { form = DoseForm(String(part[range.upperBound...])) }
      return Ingredient(name: part[..<range.lowerBound].lowercased(), strength: strength)
    }
    return (ingredients, form)
  }

  /// `{21 (ethinyl estradiol 0.03 MG Oral Tablet) / 7 (inert ingredients 1 MG Oral Tablet)} Pack`:
  /// each ingredient once, without those that do nothing.
  private static func pack(_ text: String) -> ([Ingredient], DoseForm?) {
    let names = text.matches(of: /\(([^()]*)\)/)
      .flatMap { drug(String($0.1)).0.map(\.name) }
      .filter { !$0.hasPrefix("inert") }
    let ingredients = names.enumerated()
      .filter { !names[..<$0.offset].contains($0.element) }
      .map { Ingredient(name: $0.element, strength: nil) }
    return (ingredients, .pack)
  }
}
