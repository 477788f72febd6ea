/// What ails the patient. Source: HL7 FHIR R4, Condition.
struct ConditionResource: Decodable {
  let id: ResourceID
  let clinicalStatus: CodeableConcept?
  let verificationStatus: CodeableConcept?
  let code: CodeableConcept?
  let subject: Reference
  let onsetDateTime: LooseDate?
  let abatementDateTime: LooseDate?
  let recordedDate: LooseDate?
}

/// What the patient can't take or touch. Source: HL7 FHIR R4, AllergyIntolerance.
struct AllergyResource: Decodable {
  let id: ResourceID
  let clinicalStatus: CodeableConcept?
  let verificationStatus: CodeableConcept?
  let criticality: String?
  let code: CodeableConcept?
  let patient: Reference
  let onsetDateTime: LooseDate?
  let recordedDate: LooseDate?
  let reaction: [Reaction]?

  struct Reaction: Decodable {
    let manifestation: [CodeableConcept]?
    let severity: String?
  }
}

/// A vaccine that the patient was given. Source: HL7 FHIR R4, Immunization.
struct ImmunizationResource: Decodable {
  let id: ResourceID
  let status: String
  let vaccineCode: CodeableConcept
  let patient: Reference
  let occurrenceDateTime: LooseDate?
  let lotNumber: String?
}

/// What was measured. Source: HL7 FHIR R4, Observation.
struct ObservationResource: Decodable {
  let id: ResourceID
  let status: String
  let category: [CodeableConcept]?
  let code: CodeableConcept
  let subject: Reference?
  let effectiveDateTime: PointOfTime?
  let issued: PointOfTime?
  let valueQuantity: Quantity?
  let valueString: String?
  let valueCodeableConcept: CodeableConcept?
  let interpretation: [CodeableConcept]?
  let referenceRange: [Range]?
  let component: [Component]?

  struct Range: Decodable {
    let low: Quantity?
    let high: Quantity?
  }

  struct Component: Decodable {
    let code: CodeableConcept
    let valueQuantity: Quantity?
  }
}

/// Observations that belong together, or what a radiologist or pathologist wrote.
/// Source: HL7 FHIR R4, DiagnosticReport.
struct DiagnosticReportResource: Decodable {
  let id: ResourceID
  let status: String
  let category: [CodeableConcept]?
  let code: CodeableConcept
  let subject: Reference?
  let effectiveDateTime: PointOfTime?
  let issued: PointOfTime?
  let result: [Reference]?
  let conclusion: String?
}
