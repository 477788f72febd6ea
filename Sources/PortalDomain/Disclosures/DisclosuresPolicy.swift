/// The numbers of the accounting of disclosures.
public struct DisclosuresPolicy: Codable, Hashable, Sendable {
  /// For how long, in seconds, a recorded access stands for further ones of the same person to the
  /// same parts for the same purpose.
  public var accessSeconds = 300
  /// How long the name of a recipient may be, in characters.
  public var recipientCharacters = 200

  public init() {}
}
