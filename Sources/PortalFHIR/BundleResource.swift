/// A bundle, as far as it's read: its head first, so that no other document is searched for faults.
///
/// Source: HL7 FHIR R4, Bundle.
struct BundleResource: Decodable {
  let entry: [BundleEntry]?

  private enum CodingKeys: String, CodingKey { case resourceType, type, entry }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard try container.decode(String.self, forKey: .resourceType) == "Bundle" else {
      throw FHIRError(at: [CodingKeys.resourceType], expected: "a FHIR Bundle")
    }
    let type = try container.decode(String.self, forKey: .type)
    guard ["transaction", "batch", "collection"].contains(type) else {
      throw FHIRError(
        at: [CodingKeys.type], expected: "a bundle of type transaction, batch or collection")
    }
    entry = try container.decodeIfPresent([BundleEntry].self, forKey: .entry)
  }
}

/// One resource of a bundle, and the address that others refer to it by.
struct BundleEntry: Decodable {
  let fullUrl: String?
  let resource: Resource
}

/// A resource: what is taken is read, of the rest only the type.
enum Resource: Decodable {
  case patient(PatientResource)
  case practitioner(PractitionerResource)
  case medicationRequest(MedicationRequestResource)
  case medication(MedicationResource)
  case condition(ConditionResource)
  case allergy(AllergyResource)
  case immunization(ImmunizationResource)
  case observation(ObservationResource)
  case diagnosticReport(DiagnosticReportResource)
  case other(type: String)

  private enum CodingKeys: String, CodingKey { case resourceType }

  init(from decoder: any Decoder) throws {
    let type = try decoder.container(keyedBy: CodingKeys.self)
      .decode(String.self, forKey: .resourceType)
    switch type {
    case "Patient": self = .patient(try PatientResource(from: decoder))
    case "Practitioner": self = .practitioner(try PractitionerResource(from: decoder))
    case "MedicationRequest":
      self = .medicationRequest(try MedicationRequestResource(from: decoder))
    case "Medication": self = .medication(try MedicationResource(from: decoder))
    case "Condition": self = .condition(try ConditionResource(from: decoder))
    case "AllergyIntolerance": self = .allergy(try AllergyResource(from: decoder))
    case "Immunization": self = .immunization(try ImmunizationResource(from: decoder))
    case "Observation": self = .observation(try ObservationResource(from: decoder))
    case "DiagnosticReport":
      self = .diagnosticReport(try DiagnosticReportResource(from: decoder))
    default:
      // The name is counted and shown, so it may be nothing but a name.
      guard type.wholeMatch(of: /[A-Za-z]{1,64}/) != nil else {
        throw FHIRError(
          at: decoder.codingPath + [CodingKeys.resourceType], expected: "the name of a type")
      }
      self = .other(type: type)
    }
  }

  var type: String {
    switch self {
    case .patient: "Patient"
    case .practitioner: "Practitioner"
    case .medicationRequest: "MedicationRequest"
    case .medication: "Medication"
    case .condition: "Condition"
    case .allergy: "AllergyIntolerance"
    case .immunization: "Immunization"
    case .observation: "Observation"
    case .diagnosticReport: "DiagnosticReport"
    case .other(let type): type
    }
  }

  /// The identifier within the bundle, of what is read.
  var id: String? {
    switch self {
    case .patient(let resource): resource.id.value
    case .practitioner(let resource): resource.id.value
    case .medicationRequest(let resource): resource.id.value
    case .medication(let resource): resource.id?.value
    case .condition(let resource): resource.id.value
    case .allergy(let resource): resource.id.value
    case .immunization(let resource): resource.id.value
    case .observation(let resource): resource.id.value
    case .diagnosticReport(let resource): resource.id.value
    case .other: nil
    }
  }
}
