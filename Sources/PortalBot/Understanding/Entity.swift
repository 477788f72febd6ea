/// Something that a message names.
public struct Entity: Codable, Hashable, Sendable {
  public let kind: Kind
  /// As written: `lisinipril`.
  public let text: String
  /// As meant: `lisinopril`. See ``Kind`` for the form.
  public let value: String

  public init(kind: Kind, text: String, value: String) {
    self.kind = kind
    self.text = text
    self.value = value
  }

  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A medicine on the patient's list; the value is the name as the list has it. With no list
    /// given, one of the formulary, by its generic name.
    case medication
    /// A medicine that is not on the patient's list; the value is its generic name where the
    /// formulary knows it, or else what was written.
    case unknownMedication
    /// A number; the value is in digits: `12`.
    case number
    /// A place in a row; the value is in digits: `2`.
    case ordinal
    /// An amount of money; the value is in dollars and cents: `60.00`.
    case money
    /// A strength or an amount of a medicine: `10 mg`.
    case dose
    /// A day, as words that are not resolved yet: `next tuesday`.
    case date
    /// A time of day, as words that are not resolved yet: `10:30`, `morning`.
    case time
    /// A phone number; the value is in digits.
    case phone
    /// An e-mail address; the value is in small letters.
    case email
  }
}
