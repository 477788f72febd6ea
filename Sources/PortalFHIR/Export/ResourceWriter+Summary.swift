internal import Portal
internal import PortalDomain

/// Conditions, allergies and immunizations.
extension ResourceWriter {
  func condition(_ condition: Records.Condition, _ entry: Records.Entry) -> JSONNode {
    [
      "resourceType": "Condition", "id": .text(Self.id(entry.id.value)),
      "clinicalStatus": Self.hl7(
        "condition-clinical", entry.resolvedOn == nil ? "active" : "resolved"),
      "verificationStatus": Self.hl7("condition-ver-status", "confirmed"),
      "code": Self.concept(condition.code, condition.name), "subject": subject,
      "onsetDateTime": condition.since.map { .text($0.description) },
      "abatementDateTime": entry.resolvedOn.map { .text($0.description) },
    ]
  }

  func allergy(_ allergy: Records.Allergy, _ entry: Records.Entry) -> JSONNode {
    [
      "resourceType": "AllergyIntolerance", "id": .text(Self.id(entry.id.value)),
      "clinicalStatus": Self.hl7("allergyintolerance-clinical", "active"),
      "verificationStatus": Self.hl7("allergyintolerance-verification", "confirmed"),
      "criticality": allergy.isSevere ? "high" : "low",
      "code": Self.concept(allergy.code, allergy.substance), "patient": subject,
      "onsetDateTime": allergy.since.map { .text($0.description) },
      "reaction": .list(
        allergy.reaction.map { [["manifestation": [["text": .text($0)]]]] } ?? []),
    ]
  }

  func immunization(_ immunization: Records.Immunization, _ entry: Records.Entry) -> JSONNode {
    [
      "resourceType": "Immunization", "id": .text(Self.id(entry.id.value)),
      "status": "completed",
      "vaccineCode": Self.concept(immunization.code, immunization.vaccine), "patient": subject,
      "occurrenceDateTime": .text(immunization.on.description),
      "lotNumber": .optional(immunization.lot),
    ]
  }
}
