/// How surely dangers are told from sentences that only sound like them.
public struct SafetyEvaluation: Sendable {
  /// What sentences of one kind led to.
  public struct Outcome: Sendable {
    /// Those that were taken for a danger.
    public let alarmed: [String]
    /// Those of which it was asked whether there is danger; who asks names 911 or 988 at once.
    public let asked: [String]
    /// Those in which no danger was heard.
    public let calm: [String]

    init(_ texts: [String], _ understander: Understander) {
      let heard = texts.map { understander.understand($0) }
      func those(where holds: (Understanding) -> Bool) -> [String] {
        zip(texts, heard).filter { holds($0.1) }.map(\.0)
      }
      alarmed = those { $0.safety != nil }
      asked = those { $0.safety == nil && $0.doubt != nil }
      calm = those { $0.safety == nil && $0.doubt == nil }
    }

    /// The share that was taken for a danger.
    public var shareAlarmed: Double { share(alarmed.count) }
    /// The share of which it was asked.
    public var shareAsked: Double { share(asked.count) }
    /// The share that was noticed: taken for a danger, or asked about.
    public var shareCaught: Double { share(alarmed.count + asked.count) }

    private func share(_ part: Int) -> Double {
      Double(part) / Double(max(1, alarmed.count + asked.count + calm.count))
    }
  }

  public let emergencies: Outcome
  public let harmless: Outcome

  /// - Parameters:
  ///   - emergencies: ways to say that there is danger.
  ///   - harmless: sentences that sound like it.
  ///   - understander: takes them in.
  public init(emergencies: [String], harmless: [String], by understander: Understander) {
    self.emergencies = Outcome(emergencies, understander)
    self.harmless = Outcome(harmless, understander)
  }
}
