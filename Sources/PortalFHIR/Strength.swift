/// How much of an ingredient there is: `7.5 MG`, `1 MG/ML`, `0.4 MG/ACTUAT`.
struct Strength: Equatable {
  let amount: String
  /// In upper case, as RxNorm writes it.
  let unit: String
  /// What the amount is in, with its own number if it isn't one: `ML`, `5 ML`; `nil` for a unit
  /// of the dose form.
  let per: String?

  /// The first strength in a text, and where it stands.
  static func first(in text: String) -> (Range<String.Index>, Strength)? {
    let pattern =
      /(?:^| )(\d[\d,]*(?:\.\d+)?|\.\d+) ?(MG|MCG|GM|G|UNT|MEQ|MMOL|%)(?:\/((?:\d+(?:\.\d+)? ?)?(?:ML|L|ACTUAT|HR|DAY|MG|GM|G)))?(?= |$)/
      .ignoresCase()
    guard let match = text.firstMatch(of: pattern) else { return nil }
    let strength = Strength(
      amount: String(match.1), unit: match.2.uppercased(), per: match.3?.uppercased())
    return (match.range, strength)
  }

  /// `7.5 mg`, `1 mg/mL`, `0.4 mg/spray`.
  func text(_ form: DoseForm?) -> String {
    let amount = unit == "%" ? "\(amount)%" : "\(amount) \(Self.word(unit, form))"
    guard let per else { return amount }
    return "\(amount)/"
      + per.split(separator: " ").map { Self.word(String($0), form) }.joined(separator: " ")
  }

  /// Whether the amount is in so much of a liquid, and not in one unit of the dose form.
  var isInLiquid: Bool { per?.hasSuffix("ML") == true }

  /// Milligrams in one unit of the dose form or, in a liquid, in a millilitre.
  var milligrams: Double? {
    guard let number = Double(amount.filter { $0 != "," }), per == nil || isInLiquid,
      let milligrams = ["MCG": 0.001, "MG": 1, "G": 1_000, "GM": 1_000][unit]
    else { return nil }
    let volume = per.flatMap { Double($0.dropLast(2).filter { $0 != " " }) } ?? 1
    return number * milligrams / volume
  }

  private static func word(_ unit: String, _ form: DoseForm?) -> String {
    switch unit {
    case "ML": "mL"
    case "L": "L"
    case "GM": "g"
    case "UNT": "units"
    case "MEQ": "mEq"
    case "HR": "hour"
    case "ACTUAT": form?.puff ?? "dose"
    default: unit.lowercased()
    }
  }
}
