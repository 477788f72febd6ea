/// The numbers of automatic refills, adherence and messages to the pharmacy.
public struct PrescriptionsPolicy: Codable, Hashable, Sendable {
  /// How long a message to the pharmacy may be, in characters.
  public var messageCharacters = 1000
  /// How long the name of a pharmacy may be, in characters.
  public var pharmacyCharacters = 100
  /// How many refills a medicine that isn't controlled has at most: a year's, a month at a time.
  public var mostRefills = 12
  /// Over how many days adherence is looked at.
  public var adherenceDays = 365
  /// From what share of days covered on, in percent, a patient counts as adherent (Pharmacy Quality
  /// Alliance, "Proportion of Days Covered").
  public var adherentPercent = 80

  public init() {}
}
