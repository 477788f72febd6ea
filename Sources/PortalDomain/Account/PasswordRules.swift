internal import Foundation

/// What makes a password hard to guess (NIST SP 800-63B, 5.1.1.2): its length, that it's none of those
/// that are tried first, and that it says nothing about its owner. No rules of composition.
public enum PasswordRules {
  public enum Weakness: Hashable, Sendable {
    case tooShort(minimum: Int)
    case tooLong(maximum: Int)
    case common
    case containsName
    case containsBirthDate
    case containsUsername
    /// One character, or a row of neighbours: `aaaaaaaa`, `12345678`.
    case monotonous

    public var code: String {
      switch self {
      case .tooShort: "tooShort"
      case .tooLong: "tooLong"
      case .common: "common"
      case .containsName: "containsName"
      case .containsBirthDate: "containsBirthDate"
      case .containsUsername: "containsUsername"
      case .monotonous: "monotonous"
      }
    }

    public var message: String {
      switch self {
      case .tooShort(let minimum):
        "Please choose a longer password, of at least \(minimum) characters."
      case .tooLong(let maximum):
        "Please choose a shorter password, of at most \(maximum) characters."
      case .common: "Many people use that password. Please choose another; a few words do well."
      case .containsName: "Please choose a password without your name in it."
      case .containsBirthDate: "Please choose a password without your birth date in it."
      case .containsUsername: "Please choose a password without your username in it."
      case .monotonous: "That password is easy to guess. Please choose another."
      }
    }
  }

  /// Who is to have the password.
  public struct Owner: Sendable {
    public var names: [String]
    public var birthDate: LocalDate?
    public var username: String?

    public init(names: [String], birthDate: LocalDate?, username: String?) {
      self.names = names
      self.birthDate = birthDate
      self.username = username
    }
  }

  /// What of a password is hashed and compared: case counts, but not how an accent was typed (NFKC, as
  /// NIST SP 800-63B asks for).
  public static func normalized(_ password: String) -> String {
    password.precomposedStringWithCompatibilityMapping
  }

  /// - Returns: what makes a password weak; `nil` for a good one.
  public static func weakness(
    of password: String, for owner: Owner, _ policy: AccountPolicy
  ) -> Weakness? {
    let password = normalized(password)
    guard password.count >= policy.passwordMinimum else {
      return .tooShort(minimum: policy.passwordMinimum)
    }
    guard password.count <= policy.passwordMaximum else {
      return .tooLong(maximum: policy.passwordMaximum)
    }
    if isMonotonous(password) { return .monotonous }
    let plain = folded(password)
    if isCommon(plain) { return .common }
    // Shorter names stand in many words by chance.
    let names = owner.names.flatMap { $0.split { !$0.isLetter } }.map { folded(String($0)) }
    if names.contains(where: { $0.count >= 3 && plain.contains($0) }) { return .containsName }
    if let username = owner.username.map(folded), !username.isEmpty, plain.contains(username) {
      return .containsUsername
    }
    if let birthDate = owner.birthDate, contains(birthDate, plain) { return .containsBirthDate }
    return nil
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  private static func isMonotonous(_ password: String) -> Bool {
    let values = password.unicodeScalars.map { Int($0.value) }
    let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
    return [[0], [1], [-1]].contains(steps)
  }

  /// A word of the list counts with digits and signs behind it, and with digits for letters.
  private static func isCommon(_ password: String) -> Bool {
    if CommonPasswords.all.contains(password) { return true }
    let letters = String(password.map { lookalikes[$0] ?? $0 })
    if CommonPasswords.all.contains(letters) { return true }
    for text in [password, letters] {
      var word = Substring(text)
      while let last = word.last, !last.isLetter { word.removeLast() }
      if word.count >= 4, text.count - word.count <= 4, CommonPasswords.all.contains(String(word)) {
        return true
      }
    }
    return false
  }

  private static let lookalikes: [Character: Character] = [
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  /// In any of the orders in which people write a date.
  private static func contains(_ date: LocalDate, _ password: String) -> Bool {
    let digits = password.filter(\.isNumber)
    let (year, month, day) = (String(date.year), date.month.twoDigits, date.day.twoDigits)
    let short = String(year.suffix(2))
    return [
      year + month + day, month + day + year, day + month + year, month + day + short,
      day + month + short, short + month + day, "\(date.month)\(date.day)\(year)",
    ].contains { digits.contains($0) }
  }
}
