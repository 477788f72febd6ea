extension String {
  /// Itself, with a mark in place of what would steer a terminal: patients write whatever they like, and staff
  /// read it.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          let isText = scalar == "\n" || scalar == "\t" || !String.steers(scalar)
          return isText ? scalar : "\u{FFFD}"
        }))
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: true
    // What turns the direction of writing: other words than those that stand there would be read.
    case .format:
      (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    default: false
    }
  }
}
