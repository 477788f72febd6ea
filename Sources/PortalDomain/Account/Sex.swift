extension Account {
  /// A patient's sex, as it stands in the clinic's records. Source: HL7 FHIR R4, AdministrativeGender.
  public enum Sex: String, Codable, Sendable, CaseIterable {
    case female, male, other, unknown
  }
}
