internal import Foundation
internal import PortalDomain

/// A day, where it's known to the day; FHIR allows a month or a year alone.
/// Source: HL7 FHIR R4, data type dateTime.
struct LooseDate: Decodable {
  let value: LocalDate?

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    if text.wholeMatch(of: /\d{4}(-(0[1-9]|1[0-2]))?/) != nil {
      value = nil
    } else {
      value = try DateOfTime(from: decoder).value
    }
  }
}

/// An instant; of a day without a time its noon in Greenwich, which is the same day in America.
/// Source: HL7 FHIR R4, data types dateTime and instant.
struct PointOfTime: Decodable {
  let value: Date

  init(from decoder: any Decoder) throws {
    let day = try DateOfTime(from: decoder).value
    let text = try decoder.singleValueContainer().decode(String.self)
    let styles = [
      Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true),
    ]
    let instant = styles.lazy.compactMap { try? $0.parse(text) }.first
    let whole = instant ?? day.instant(hour: 12, in: .gmt)
    // The log keeps seconds.
    value = Date(timeIntervalSince1970: whole.timeIntervalSince1970.rounded(.down))
  }
}

extension CodeableConcept {
  private static let systems = [
    "http://loinc.org": "loinc", "http://snomed.info/sct": "snomed",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10", "http://hl7.org/fhir/sid/cvx": "cvx",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
  ]

  /// The address of a vocabulary, for writing.
  static func address(of system: String) -> String? {
    systems.first { $0.value == system }?.key
  }

  /// The first concept of a vocabulary that is known here.
  var known: Records.Code? {
    (coding ?? []).lazy.compactMap { coding -> Records.Code? in
      guard let system = coding.system.flatMap({ Self.systems[$0] }), let code = coding.code,
        !code.isEmpty
      else { return nil }
      return Records.Code(system, code)
    }.first
  }

  /// Whether one of the codings has a code.
  func says(_ codes: String...) -> Bool {
    (coding ?? []).contains { $0.code.map(codes.contains) ?? false }
  }

  /// What people call it: without what LOINC puts into brackets, and all that follows.
  var plainName: String? {
    ([text] + (coding ?? []).map(\.display)).lazy.compactMap { text -> String? in
      let whole = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let name = whole.firstRange(of: " [").map { String(whole[..<$0.lowerBound]) } ?? whole
      return name.isEmpty ? nil : name
    }.first
  }

  func name(at place: String) throws(FHIRError) -> String {
    guard let name = plainName else { throw FHIRError(place: place, message: "expected a name") }
    return name
  }
}

extension Quantity {
  /// The number with no more digits than mean something: what a program worked out has many.
  func text(digits: Int = 2) -> String? {
    guard let value = value?.value, abs(value) < 1e12 else { return nil }
    if let whole = Int(exactly: value) { return String(whole) }
    // A value below one keeps so many digits behind its zeros.
    let zeros = abs(value) < 1 ? Int((-log10(abs(value))).rounded(.down)) : 0
    let scale = pow(10, Double(digits + zeros))
    let rounded = (value * scale).rounded() / scale
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }

  /// The unit as people write it.
  var plainUnit: String? {
    (unit ?? code)?.replacing("mm[Hg]", with: "mmHg").replacing(/[{}\[\]]/, with: "")
  }
}
