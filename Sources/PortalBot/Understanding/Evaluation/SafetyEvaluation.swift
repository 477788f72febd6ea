/// How surely dangers are told from sentences that only sound like them.
public struct SafetyEvaluation: Sendable {
  /// The emergencies that weren't noticed.
  public let missed: [String]
  /// The harmless sentences that were taken for emergencies.
  public let alarmed: [String]
  private let counts: (emergencies: Int, harmless: Int)

  /// - Parameters:
  ///   - emergencies: ways to say that there is danger.
  ///   - harmless: sentences that sound like it.
  ///   - understander: takes them in.
  public init(emergencies: [String], harmless: [String], by understander: Understander) {
    func isDanger(_ text: String) -> Bool { understander.understand(text).safety != nil }
    missed = emergencies.filter { !isDanger($0) }
    alarmed = harmless.filter(isDanger)
    counts = (emergencies.count, harmless.count)
  }

  /// The share of the emergencies that were noticed.
  public var shareCaught: Double {
    1 - Double(missed.count) / Double(max(1, counts.emergencies))
  }

  /// The share of the harmless sentences that were taken for emergencies.
  public var shareAlarmed: Double { Double(alarmed.count) / Double(max(1, counts.harmless)) }
}
