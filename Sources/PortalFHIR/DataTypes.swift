internal import PortalDomain

/// The name of a resource within its bundle. Source: HL7 FHIR R4, data type id.
struct ResourceID: Decodable {
  let value: String

  init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(String.self)
    guard value.wholeMatch(of: /[A-Za-z0-9\-.]{1,64}/) != nil else {
      throw FHIRError(
        at: decoder.codingPath, expected: "1 to 64 letters, digits, hyphens and dots")
    }
  }
}

/// A date with its day. FHIR allows less, but a patient is told apart by it.
/// Source: HL7 FHIR R4, data type date.
struct FullDate: Decodable {
  let value: LocalDate

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let date = LocalDate(text) else {
      throw FHIRError(at: decoder.codingPath, expected: "a day that exists, as YYYY-MM-DD")
    }
    value = date
  }
}

/// The day of a point in time, as it was written down where it happened.
/// Source: HL7 FHIR R4, data type dateTime.
struct DateOfTime: Decodable {
  let value: LocalDate

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let time =
      /T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+\-]((0\d|1[0-3]):[0-5]\d|14:00))/
    let rest = text.dropFirst(10)
    guard let date = LocalDate(text.prefix(10)), rest.isEmpty || rest.wholeMatch(of: time) != nil
    else {
      throw FHIRError(
        at: decoder.codingPath, expected: "a day that exists, as YYYY-MM-DD, and perhaps a time")
    }
    value = date
  }
}

/// A number. Source: HL7 FHIR R4, data type decimal.
struct Number: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      value = try container.decode(Double.self)
    } catch let error as DecodingError {
      throw error
    } catch {
      // Of a number that is too large, the decoder tells no place.
      throw FHIRError(at: decoder.codingPath, expected: "a number that isn't too large")
    }
  }
}

/// A number without a fraction. Source: HL7 FHIR R4, data type integer.
struct WholeNumber: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    let number = try Number(from: decoder).value
    guard let value = Int32(exactly: number) else {
      throw FHIRError(at: decoder.codingPath, expected: "a whole number of 32 bits")
    }
    self.value = Int(value)
  }
}

/// Zero or more. Source: HL7 FHIR R4, data type unsignedInt.
struct CountingNumber: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    value = try WholeNumber(from: decoder).value
    guard value >= 0 else {
      throw FHIRError(at: decoder.codingPath, expected: "zero or more")
    }
  }
}

/// Source: HL7 FHIR R4, HumanName.
struct HumanName: Decodable {
  let use: String?
  let family: String?
  let given: [String?]?
  let prefix: [String?]?
}

/// Source: HL7 FHIR R4, ContactPoint.
struct ContactPoint: Decodable {
  let system: String?
  let value: String?
  let use: String?
}

/// Source: HL7 FHIR R4, CodeableConcept.
struct CodeableConcept: Decodable {
  let coding: [Coding]?
  let text: String?
}

/// Source: HL7 FHIR R4, Coding.
struct Coding: Decodable {
  let system: String?
  let code: String?
  let display: String?
}

/// An amount with its unit. Source: HL7 FHIR R4, Quantity.
struct Quantity: Decodable, FieldsKnown {
  let value: Number?
  let unit: String?
  let system: String?
  let code: String?

  enum CodingKeys: String, CodingKey, CaseIterable { case value, unit, system, code }
}
