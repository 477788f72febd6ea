/// The numbers of the accounting of disclosures.
public struct DisclosuresPolicy: Codable, Hashable, Sendable {
  /// For how long, in seconds, a recorded access stands for further ones of the same person to the
  /// same parts for the same purpose.
  public var accessSeconds = 300
  /// How long the name of a recipient may be, in characters.
  public var recipientCharacters = 200
  /// For how long, in minutes, whoever said why they must see a restricted record may see it.
  public var glassMinutes = 240
  /// How long the findings of a review of accesses may be, in characters.
  public var findingsCharacters = 4000

  public init() {}
}
