extension Messages {
  /// What a message must not wait for: messages are read within a business day.
  public enum Urgency: String, Codable, Sendable {
    /// 911.
    case emergency
    /// 988, the Suicide and Crisis Lifeline.
    case crisis

    /// What a text sounds like; `nil` where it may wait.
    ///
    /// A plain list of words, and no more: it stands behind whatever the text came through, and is
    /// meant to stop what went past that.
    public init?(of text: String) {
      let words = Self.words(of: text)
      if Self.crises.contains(where: { Self.says($0, words) }) {
        self = .crisis
      } else if Self.emergencies.contains(where: { Self.says($0, words) }) {
        self = .emergency
      } else {
        return nil
      }
    }

    private static let crises = [
      "kill myself", "killing myself", "end my life", "take my life", "suicide", "suicidal",
      "want to die", "hurt myself", "harm myself", "better off dead", "no reason to live",
    ].map { words(of: $0) }

    private static let emergencies = [
      "chest pain", "chest pressure", "crushing chest", "can t breathe", "cant breathe",
      "cannot breathe", "trouble breathing", "hard to breathe", "heart attack", "having a stroke",
      "face drooping", "slurred speech", "passed out", "unconscious", "won t wake up",
      "not breathing", "coughing up blood", "vomiting blood", "throwing up blood",
      "bleeding badly", "won t stop bleeding", "overdose", "overdosed", "throat is closing",
      "throat closing", "anaphylaxis", "seizure right now", "worst headache",
    ].map { words(of: $0) }

    /// What takes a sign back where it stands close before it: `no more chest pain`.
    private static let denials: Set<String> = [
      "no", "not", "never", "without", "denies", "prevent", "history", "family", "since", "after",
    ]

    private static func says(_ phrase: [String], _ words: [String]) -> Bool {
      guard words.count >= phrase.count else { return false }
      return (0...words.count - phrase.count).contains { start in
        Array(words[start..<start + phrase.count]) == phrase
          && !words[max(0, start - 2)..<start].contains(where: denials.contains)
      }
    }

    private static func words(of text: String) -> [String] {
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
  }
}
