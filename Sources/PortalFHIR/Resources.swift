internal import PortalDomain

/// Who the patient is. Source: HL7 FHIR R4, Patient.
struct PatientResource: Decodable {
  let id: ResourceID
  let name: [HumanName]?
  let telecom: [ContactPoint]?
  let birthDate: FullDate
  let gender: Account.Sex?
}

/// Who treats patients. Source: HL7 FHIR R4, Practitioner.
struct PractitionerResource: Decodable {
  let id: ResourceID
  let name: [HumanName]?
}

/// What was prescribed. Source: HL7 FHIR R4, MedicationRequest.
struct MedicationRequestResource: Decodable {
  let id: ResourceID
  let status: Status
  let intent: Intent
  let doNotPerform: Bool?
  let medicationCodeableConcept: CodeableConcept?
  let medicationReference: Reference?
  let contained: [ContainedResource]?
  let subject: Reference
  let authoredOn: DateOfTime
  let requester: Reference?
  let dosageInstruction: [Whole<Dosage>]?
  let dispenseRequest: DispenseRequest?

  /// Source: http://hl7.org/fhir/R4/valueset-medicationrequest-status.html
  enum Status: String, Decodable {
    case active, completed, cancelled, stopped, draft, unknown
    case onHold = "on-hold"
    case enteredInError = "entered-in-error"
  }

  /// Source: http://hl7.org/fhir/R4/valueset-medicationrequest-intent.html
  enum Intent: String, Decodable {
    case proposal, plan, order, option
    case originalOrder = "original-order"
    case reflexOrder = "reflex-order"
    case fillerOrder = "filler-order"
    case instanceOrder = "instance-order"
  }

  struct DispenseRequest: Decodable {
    let quantity: Quantity?
    let expectedSupplyDuration: Quantity?
    let numberOfRepeatsAllowed: CountingNumber?
  }
}

/// A medicine that prescriptions refer to. Source: HL7 FHIR R4, Medication.
struct MedicationResource: Decodable {
  let id: ResourceID?
  let code: CodeableConcept?
}

/// A resource inside another one; only medications have a code that is read.
struct ContainedResource: Decodable {
  let resourceType: String
  let id: String?
  let medication: MedicationResource?

  private enum CodingKeys: String, CodingKey { case resourceType, id }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    resourceType = try container.decode(String.self, forKey: .resourceType)
    id = try container.decodeIfPresent(String.self, forKey: .id)
    medication = resourceType == "Medication" ? try MedicationResource(from: decoder) : nil
  }
}

/// Source: HL7 FHIR R4, Reference.
struct Reference: Decodable {
  let reference: String?
}
