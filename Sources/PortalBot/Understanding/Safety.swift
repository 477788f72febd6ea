/// The danger that a message speaks of.
public enum SafetyConcern: String, Codable, Sendable, CaseIterable {
  /// Life or limb: 911.
  case emergency
  /// Suicide or self-harm, or harm to others: 988.
  case crisis

  /// The one that a training sentence's label names.
  init?(label: String) {
    switch label {
    case Intent.safetyEmergency.rawValue, "danger.emergency": self = .emergency
    case Intent.safetyCrisis.rawValue, "danger.crisis": self = .crisis
    default: return nil
    }
  }
}

/// Finds emergencies and crises by rules, with guards for negation, idioms and the past.
///
/// Where a message speaks of both, the emergency comes first: someone must come at once.
enum SafetyReader {
  struct Finding {
    let concern: SafetyConcern
    let rule: String
  }

  /// What the rules made of a message.
  struct Outcome {
    var finding: Finding?
    /// Words of danger were there, but a guard held them for harmless.
    var isSilenced = false
  }

  static func read(_ text: NormalizedText) -> Outcome {
    let words = text.tokens.map { SafetyWords.corrected($0.text) }
    let guards = SafetyGuards(words)
    var outcome = Outcome()
    for start in words.indices {
      for number in SafetyRule.starting[words[start]] ?? [] {
        let rule = SafetyRule.all[number]
        guard rule.concern == .emergency || outcome.finding == nil,
          let end = rule.end(in: words, from: start)
        else { continue }
        if guards.silence(rule, at: start..<end) {
          outcome.isSilenced = true
          continue
        }
        outcome.finding = Finding(concern: rule.concern, rule: rule.name)
        if rule.concern == .emergency { return outcome }
      }
    }
    return outcome
  }
}

/// Words that follow one another, with not too much between them.
struct SafetyRule: Sendable {
  let name: String
  let concern: SafetyConcern
  /// For each place, the words that may stand there.
  let parts: [Set<String>]
  /// How many words may stand between two places.
  let gap: Int
  /// Words nearby that make it harmless.
  let harmless: Set<String>
  /// Names an illness, which may be one of the past, of others, or of a leaflet.
  let isNamed: Bool
  /// Holds a "not" of its own: "can't breathe".
  let isNegative: Bool

  /// Where a match that begins at a place ends.
  func end(in words: [String], from start: Int) -> Int? {
    var position = start
    for part in parts.dropFirst() {
      let last = min(position + 1 + gap, words.count - 1)
      guard position < last,
        let next = (position + 1...last).first(where: { part.contains(words[$0]) })
      else { return nil }
      position = next
    }
    return position + 1
  }

  /// The rules whose first place a word may take.
  static let starting: [String: [Int]] = {
    var starting: [String: [Int]] = [:]
    for (number, rule) in all.enumerated() {
      for word in rule.parts.first ?? [] { starting[word, default: []].append(number) }
    }
    return starting
  }()
}
