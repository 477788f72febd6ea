/// How to take a medicine, in a patient's words.
enum Directions {
  /// - Parameters:
  ///   - dosages: what the prescription says.
  ///   - unit: what is counted of the medicine: `tablets`.
  /// - Returns: the doctor's own words or, where there are none, words for a plain dose; `nil` where
  ///   words would leave out anything.
  static func text(of dosages: [Whole<Dosage>], unit: String?) -> String? {
    let texts = dosages.enumerated()
      .sorted { ($0.element.value.order, $0.offset) < ($1.element.value.order, $1.offset) }
      .compactMap { $0.element.value.words }
    if texts.count == dosages.count, !texts.isEmpty { return texts.joined(separator: "; ") }
    guard dosages.count == 1, let dosage = dosages.first?.whole else { return nil }
    return composed(dosage, unit: unit)
  }

  private static func composed(_ dosage: Dosage, unit: String?) -> String? {
    var parts: [String] = []
    if let doses = dosage.doseAndRate, !doses.isEmpty {
      guard doses.count == 1, let dose = doses.first?.whole,
        let text = dose.doseQuantity.whole?.dose(unit)
      else { return nil }
      parts.append(text)
    }
    if let timing = dosage.timing {
      guard let text = timing.whole?.repeat.whole?.words else { return nil }
      parts.append(text)
    }
    if dosage.asNeededBoolean == true { parts.append("as needed") }
    // A dose alone says nothing of when.
    guard dosage.timing != nil || dosage.asNeededBoolean == true else { return nil }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// Source: HL7 FHIR R4, Dosage.
struct Dosage: FieldsKnown {
  let sequence: WholeNumber?
  let text: String?
  let timing: Whole<Timing>?
  let asNeededBoolean: Bool?
  let doseAndRate: [Whole<DoseAndRate>]?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case sequence, text, timing, asNeededBoolean, doseAndRate
  }

  fileprivate var order: Int { sequence?.value ?? 0 }

  /// The text without what surrounds it; `nil` where nothing is left.
  fileprivate var words: String? {
    let words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }
}

/// Source: HL7 FHIR R4, Dosage.doseAndRate. Its type, ordered or calculated, changes no words.
struct DoseAndRate: FieldsKnown {
  let doseQuantity: Whole<Quantity>

  enum CodingKeys: String, CodingKey, CaseIterable { case type, doseQuantity }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    doseQuantity = try container.decode(Whole<Quantity>.self, forKey: .doseQuantity)
  }
}

/// Source: HL7 FHIR R4, Timing.
struct Timing: FieldsKnown {
  let `repeat`: Whole<Repeat>

  enum CodingKeys: String, CodingKey, CaseIterable { case `repeat` }
}

/// Source: HL7 FHIR R4, Timing.repeat.
struct Repeat: FieldsKnown {
  let frequency: WholeNumber?
  let period: Number?
  let periodUnit: String?

  enum CodingKeys: String, CodingKey, CaseIterable { case frequency, period, periodUnit }

  /// `twice a day`, `every 6 hours`; `nil` where it's neither so many times nor every so often.
  fileprivate var words: String? {
    let units = ["h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"]
    guard let count = period.flatMap({ Int(exactly: $0.value) }), count >= 1,
      let unit = periodUnit.flatMap({ units[$0] })
    else { return nil }
    let times = frequency?.value ?? 1
    switch (times, count) {
    case (1, 1): return unit == "hour" ? "every hour" : "once a \(unit)"
    case (1, _): return "every \(count) \(unit)s"
    case (2, 1) where unit != "hour": return "twice a \(unit)"
    case (3..., 1) where unit != "hour": return "\(times) times a \(unit)"
    default: return nil
    }
  }
}

extension Quantity {
  /// `1 tablet`, `2.5 mL`; empty for one of a medicine of unknown form, `nil` for more of it.
  fileprivate func dose(_ medicineUnit: String?) -> String? {
    guard let value = value?.value, value > 0, value < 10_000 else { return nil }
    let number = Int(exactly: value).map(String.init) ?? "\(value)"
    if let unit { return "\(number) \(unit)" }
    guard code == nil else { return nil }
    guard let medicineUnit, DoseForm.isTakenSingly(medicineUnit) else {
      return value == 1 ? "" : nil
    }
    return "\(number) \(value > 1 ? medicineUnit : Self.singular(medicineUnit))"
  }

  private static func singular(_ unit: String) -> String {
    switch unit {
    case "patches": "patch"
    case "suppositories": "suppository"
    default: String(unit.dropLast())
    }
  }
}
