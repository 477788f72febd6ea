extension Int {
  /// A number below 100 in two digits: `07`.
  package var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
