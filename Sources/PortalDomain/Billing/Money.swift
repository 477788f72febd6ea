/// An amount of money, to the cent.
public struct Money: Codable, Hashable, Sendable {
  public let cents: Int
  public let currency: Currency

  public init(cents: Int, currency: Currency = .usd) {
    self.cents = cents
    self.currency = currency
  }

  /// A currency whose hundredth part is counted (ISO 4217).
  public enum Currency: String, Codable, Sendable, CaseIterable {
    case usd = "USD"
    case cad = "CAD"

    public var symbol: String {
      switch self {
      case .usd: "$"
      case .cad: "CA$"
      }
    }
  }

  public static func zero(_ currency: Currency = .usd) -> Money {
    Money(cents: 0, currency: currency)
  }

  /// Reads an amount as people write it: `240.00`, `$240`, `1,850.00`. Nothing is rounded.
  ///
  /// - Returns: `nil` where it is no amount, is below zero, or is larger than any bill.
  public init?(_ text: String, currency: Currency = .usd) {
    var rest = Substring(text.filter { $0 != " " })
    if rest.hasPrefix(currency.symbol) { rest = rest.dropFirst(currency.symbol.count) }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Self.whole(parts[0]) else { return nil }
    var fraction = 0
    if parts.count == 2 {
      guard parts[1].count == 2, let cents = Self.digits(parts[1]) else { return nil }
      fraction = cents
    }
    self.init(cents: whole * 100 + fraction, currency: currency)
  }

  /// Digits, or digits in groups of three.
  private static func whole(_ text: Substring) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    return digits(groups.joined()[...])
  }

  private static func digits(_ text: Substring) -> Int? {
    guard (1...10).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return Int(text)
  }

  public var isZero: Bool { cents == 0 }

  /// `240.00`, as programs read it.
  public var plain: String {
    let (whole, fraction) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    return (cents < 0 ? "-" : "") + "\(whole)." + Int(fraction).twoDigits
  }

  /// The sum; `nil` where the currencies differ, or it's larger than can be counted.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = cents.addingReportingOverflow(other.cents)
    return currency == other.currency && !overflow ? Money(cents: sum, currency: currency) : nil
  }

  /// The difference; `nil` where the currencies differ, or it's larger than can be counted.
  public func subtracting(_ other: Money) -> Money? {
    let (difference, overflow) = cents.subtractingReportingOverflow(other.cents)
    return currency == other.currency && !overflow
      ? Money(cents: difference, currency: currency) : nil
  }

  /// The same amount cut into parts that differ by a cent at most, the larger ones first.
  public func split(into count: Int) -> [Money] {
    guard count > 0 else { return [] }
    let (share, rest) = cents.quotientAndRemainder(dividingBy: count)
    return (0..<count).map { Money(cents: share + ($0 < rest ? 1 : 0), currency: currency) }
  }
}

extension Money {
  /// For amounts that the rules have let in: one currency, and far from the largest number.
  public static func + (left: Money, right: Money) -> Money {
    guard let sum = left.adding(right) else {
      preconditionFailure("amounts of two currencies were added")
    }
    return sum
  }

  /// For amounts that the rules have let in: one currency, and far from the largest number.
  public static func - (left: Money, right: Money) -> Money {
    guard let difference = left.subtracting(right) else {
      preconditionFailure("amounts of two currencies were subtracted")
    }
    return difference
  }

  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Money: Comparable {
  /// By the number of cents; amounts of two currencies in the order of the currencies' names.
  public static func < (left: Money, right: Money) -> Bool {
    left.currency == right.currency
      ? left.cents < right.cents : left.currency.rawValue < right.currency.rawValue
  }
}

extension Money: CustomStringConvertible {
  /// `$1,850.00`, as it's read out.
  public var description: String {
    let (whole, fraction) = plain.drop { $0 == "-" }.split(separator: ".").tuple
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return (cents < 0 ? "-" : "") + currency.symbol + grouped + "." + fraction
  }
}

extension Array where Element == Substring {
  fileprivate var tuple: (Substring, Substring) { (first ?? "", last ?? "") }
}

extension Sequence where Element == Money {
  /// What they make together; `currency` is that of nothing at all.
  public func total(_ currency: Money.Currency = .usd) -> Money {
    var sum: Money?
    for amount in self { sum = sum.map { $0 + amount } ?? amount }
    return sum ?? .zero(currency)
  }
}
