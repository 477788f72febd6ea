/// One figure of the benchmark, beside its goal.
public struct BenchmarkRow: Codable, Hashable, Sendable {
  public enum Unit: String, Codable, Sendable {
    case percent = "%"
    case milliseconds = "ms"
  }

  /// What is measured.
  public let name: String
  public let measured: Double
  public let unit: Unit
  public let goal: Double
  /// Whether more than the goal is better; less, otherwise.
  public let isAtLeast: Bool

  /// Whether the figure meets its goal.
  public var isMet: Bool { isAtLeast ? measured >= goal : measured <= goal }

  /// - Parameters:
  ///   - name: what is measured.
  ///   - share: between 0 and 1.
  ///   - goal: in percent; the share is to be at least that much.
  public init(_ name: String, share: Double, atLeast goal: Double) {
    self.init(name, share * 100, .percent, goal, isAtLeast: true)
  }

  /// - Parameters:
  ///   - name: what is measured.
  ///   - share: between 0 and 1.
  ///   - goal: in percent; the share is to be at most that much.
  public init(_ name: String, share: Double, atMost goal: Double) {
    self.init(name, share * 100, .percent, goal, isAtLeast: false)
  }

  /// - Parameters:
  ///   - name: what is measured.
  ///   - milliseconds: how long it took.
  ///   - goal: in milliseconds; it is to take at most that long.
  public init(_ name: String, milliseconds: Double, atMost goal: Double) {
    self.init(name, milliseconds, .milliseconds, goal, isAtLeast: false)
  }

  private init(
    _ name: String, _ measured: Double, _ unit: Unit, _ goal: Double, isAtLeast: Bool
  ) {
    self.name = name
    self.measured = measured
    self.unit = unit
    self.goal = goal
    self.isAtLeast = isAtLeast
  }
}
