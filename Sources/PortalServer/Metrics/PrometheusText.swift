/// A label of a metric: never one that says anything of a person.
struct MetricLabel: Hashable, Sendable {
  let name: String
  let value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Metrics as Prometheus reads them.
struct PrometheusText {
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var lines = ""

  /// Says what a metric is.
  mutating func head(_ metric: String, kind: String, help: String?) {
    if let help { lines += "# HELP \(metric) \(Self.escaped(help, quotes: false))\n" }
    lines += "# TYPE \(metric) \(kind)\n"
  }

  /// Adds a number.
  mutating func add(_ sample: MetricSample, of metric: String, _ labels: [MetricLabel]) {
    let pairs = (labels + [sample.label].compactMap(\.self))
      .map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
    let list = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    lines += "\(metric)\(sample.suffix)\(list) \(Self.number(sample.value))\n"
  }

  /// A name that Prometheus takes: letters, digits and underscores.
  static func name(_ text: String) -> String {
    let name = String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" })
    return name.first?.isNumber ?? true ? "_" + name : name
  }

  /// Whole numbers without a point.
  static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  static func isOrdered(_ left: [MetricLabel], _ right: [MetricLabel]) -> Bool {
    left.map(\.value).lexicographicallyPrecedes(right.map(\.value))
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    let plain = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quotes ? plain.replacing("\"", with: "\\\"") : plain
  }
}
