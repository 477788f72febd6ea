/// What a medicine comes as, and what is counted of it.
///
/// Source: National Library of Medicine, RxNorm Technical Documentation, "RxNorm Dose Forms".
struct DoseForm: Equatable {
  /// What is counted: `tablets`; `nil` where it isn't counted.
  let unit: String?
  /// What one push of it is called.
  let puff: String

  static let pack = DoseForm(unit: "packs", puff: "dose")

  private init(unit: String?, puff: String) {
    self.unit = unit
    self.puff = puff
  }

  /// - Parameter text: what follows the strength: ` Extended Release Oral Tablet`.
  /// - Returns: `nil` where the form is none of those known.
  init?(_ text: String) {
    let text = " " + text.lowercased()
    guard let form = Self.forms.first(where: { text.hasSuffix(" " + $0.ending) })
    else { return nil }
    self.init(unit: form.unit, puff: form.puff)
  }

  /// Parts a text without a strength: `Clonazepam Oral Tablet`.
  static func split(_ text: String) -> (name: String, form: DoseForm?) {
    guard let form = DoseForm(text) else { return (text, nil) }
    var words = text.split(separator: " ")
    while let word = words.last, formWords.contains(word.lowercased()) { words.removeLast() }
    // A name that is nothing but a form is a name all the same.
    return words.isEmpty ? (text, nil) : (words.joined(separator: " "), form)
  }

  /// Whether single ones of it are taken, so that a dose of 1 is one of them.
  static func isTakenSingly(_ unit: String) -> Bool {
    ["tablets", "capsules", "sprays", "patches", "lozenges", "suppositories", "films"]
      .contains(unit)
  }

  private static let forms: [(ending: String, unit: String?, puff: String)] = [
    ("tablet", "tablets", "dose"), ("capsule", "capsules", "dose"), ("spray", "sprays", "spray"),
    ("inhaler", "inhalers", "puff"), ("auto-injector", "auto-injectors", "dose"),
    ("pen injector", "pens", "dose"), ("syringe", "syringes", "dose"),
    ("cartridge", "cartridges", "dose"), ("patch", "patches", "dose"),
    ("transdermal system", "patches", "dose"), ("suppository", "suppositories", "dose"),
    ("lozenge", "lozenges", "dose"), ("film", "films", "dose"), ("pack", "packs", "dose"),
    ("ring", "rings", "dose"), ("implant", "implants", "dose"), ("solution", "mL", "dose"),
    ("suspension", "mL", "dose"), ("syrup", "mL", "dose"), ("elixir", "mL", "dose"),
    ("injection", nil, "dose"), ("cream", nil, "dose"), ("ointment", nil, "dose"),
    ("gel", nil, "pump"), ("lotion", nil, "dose"), ("foam", nil, "dose"), ("powder", nil, "dose"),
    ("intrauterine system", nil, "dose"),
  ]

  /// The words that dose forms are made of.
  private static let formWords = Set(
    forms.flatMap { $0.ending.split(separator: " ").map(String.init) }
  )
  .union([
    "oral", "buccal", "sublingual", "mucosal", "nasal", "topical", "transdermal", "vaginal",
    "rectal", "otic", "ophthalmic", "injectable", "inhalation", "metered", "dose", "dry",
    "extended", "delayed", "release", "chewable", "disintegrating", "effervescent", "coated",
    "enteric", "prefilled", "drug", "intrauterine", "24hr", "12hr",
  ])
}
