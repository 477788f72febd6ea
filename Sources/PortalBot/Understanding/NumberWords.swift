/// Numbers in digits and words.
enum NumberWords {
  /// "one" is left out: it is nearly always "the one".
  static let cardinals: [String: Int] = [
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5,
  ]

  static let ordinals: [String: Int] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10, "primero": 1,
    "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3,
  ]

  static let currency: Set<String> = ["dollars", "dollar", "bucks", "buck", "usd", "dolares"]

  static let doses: [String: String] = [
    "mg": "mg", "mgs": "mg", "milligrams": "mg", "milligram": "mg", "mcg": "mcg",
    "micrograms": "mcg", "ml": "mL", "units": "units", "unit": "units", "meq": "mEq", "iu": "IU",
  ]

  /// Digits, with commas between thousands and at most one point.
  static func isDecimal(_ word: String) -> Bool {
    var points = 0
    for byte in word.utf8 {
      switch byte {
      case 48...57, UInt8(ascii: ","): break
      case UInt8(ascii: "."): points += 1
      default: return false
      }
    }
    return !word.isEmpty && points <= 1 && word.utf8.first.map { (48...57).contains($0) } == true
  }

  /// `1,850.00` as 185000; `nil` for what is no amount, or too great for one.
  static func cents(_ word: String) -> Int? {
    if let number = cardinals[word] { return number * 100 }
    guard isDecimal(word), word.utf8.count <= 12 else { return nil }
    let parts = word.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, let dollars = Int(first) else { return nil }
    guard parts.count == 2 else { return dollars * 100 }
    guard let fraction = Int(parts[1]), parts[1].utf8.count <= 2 else { return nil }
    return dollars * 100 + (parts[1].utf8.count == 1 ? fraction * 10 : fraction)
  }

  static func money(_ cents: Int) -> String {
    let fraction = cents % 100
    return "\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
