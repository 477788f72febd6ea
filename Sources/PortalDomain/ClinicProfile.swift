/// What the clinic is called, and how people reach it.
public struct ClinicProfile: Codable, Hashable, Sendable {
  public var name: String
  /// The front desk, as it's read out in a message.
  public var phone: String

  public init(name: String = "Riverbend Clinic", phone: String = "507-555-0100") {
    self.name = name
    self.phone = phone
  }
}
