/// The name of one thing of a kind. Names of different kinds don't mix.
public struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
  public let value: String

  public init(_ value: String) { self.value = value }

  public var description: String { value }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

public enum PatientEntity {}
public enum PrescriptionEntity {}
public enum RefillEntity {}
public enum ProviderEntity {}

public typealias PatientID = Identifier<PatientEntity>
public typealias PrescriptionID = Identifier<PrescriptionEntity>
/// One refill or renewal on its way; the number a patient is told.
public typealias RefillID = Identifier<RefillEntity>
public typealias ProviderID = Identifier<ProviderEntity>

/// A phone number in the form of ITU-T E.164: `+15075550101`.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  public let value: String

  /// Reads a number as people write it; ten digits are taken for the North American plan.
  ///
  /// - Returns: `nil` where it is no phone number.
  public init?(_ text: String) {
    let allowed = Set("0123456789+-(). ")
    guard text.allSatisfy(allowed.contains) else { return nil }
    let digits = text.filter(\.isWholeNumber)
    switch (text.first, digits.count) {
    case ("+", 8...15): value = "+" + digits
    case (_, 10): value = "+1" + digits
    case (_, 11) where digits.first == "1": value = "+" + digits
    default: return nil
    }
  }

  public var description: String { value }
}

extension PhoneNumber: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let number = PhoneNumber(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no phone number")
    }
    self = number
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
