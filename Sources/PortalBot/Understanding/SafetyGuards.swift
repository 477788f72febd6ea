/// What makes words of danger harmless: a "no" before them, an idiom, the past, a leaflet.
struct SafetyGuards {
  private let words: [String]
  private let isLongAgo: Bool
  private let isOfTheDead: Bool
  private let isAsking: Bool
  private let isReading: Bool
  private let isNow: Bool

  init(_ words: [String]) {
    self.words = words
    let all = Set(words)
    isNow = !all.isDisjoint(with: SafetyGuards.now) || SafetyGuards.isAtALoss(words)
    isReading = !all.isDisjoint(with: SafetyGuards.papers)
    isLongAgo = SafetyGuards.isLongAgo(words)
    isOfTheDead = !all.isDisjoint(with: [
      "died", "passed", "deceased", "funeral", "murio", "fallecio",
    ])
    isAsking = !all.isDisjoint(with: SafetyGuards.leaflet)
  }

  func silence(_ rule: SafetyRule, at range: Range<Int>) -> Bool {
    if !rule.harmless.isEmpty {
      let nearby = words[max(0, range.lowerBound - 5)..<min(words.count, range.upperBound + 5)]
      if nearby.contains(where: rule.harmless.contains) { return true }
    }
    if !rule.isNegative, isNegated(range) { return true }
    if isLongAgo || isReading, !isNow { return true }
    guard rule.isNamed else { return false }
    return isOfTheDead || (isAsking && !isNow)
  }

  /// "no chest pain", "I don't have any chest pain", "chest doesn't hurt", "no fever or chest pain".
  private func isNegated(_ range: Range<Int>) -> Bool {
    // "never had chest pain like this" is no denial.
    let after = words[range.upperBound..<min(words.count, range.upperBound + 3)]
    if after.starts(with: ["like", "this"]) || after.starts(with: ["this", "bad"]) {
      return false
    }
    if words[range].contains(where: SafetyGuards.negators.contains) { return true }
    var isListed = false
    var isSaid = false
    for index in stride(from: range.lowerBound - 1, through: max(0, range.lowerBound - 8), by: -1) {
      let word = words[index]
      // "no, I'm having chest pain" answers a question; "no chest pain" denies.
      if word == "no" { return !isSaid }
      if SafetyGuards.negators.contains(word) { return true }
      if !SafetyGuards.describers.contains(word), !isListed { isSaid = true }
      if word == "or" || word == "nor" || word == "ni" {
        isListed = true
      } else if word == "." || word == "!" || word == "?" || word == ";" || word == "," {
        return false
      } else if !isListed, !SafetyGuards.bridges.contains(word) {
        return false
      }
    }
    return false
  }

  /// "3 years ago", "last year", "in 2015", "as a kid".
  private static func isLongAgo(_ words: [String]) -> Bool {
    for (index, word) in words.enumerated() {
      let before = index > 0 ? words[index - 1] : ""
      switch word {
      case "ago", "hace":
        if words[max(0, index - 3)..<min(words.count, index + 4)].contains(
          where: longUnits.contains)
        {
          return true
        }
      case "year", "month", "summer", "winter", "spring", "fall", "ano", "decade":
        if before == "last" || before == "past" { return true }
      case "pasado": if before == "ano" || before == "mes" { return true }
      case "kid", "child", "teenager", "baby":
        // "a baby isn't breathing" is of now.
        if before == "a", index > 1, ["as", "was"].contains(words[index - 2]) { return true }
      case "history", "historial", "antecedentes": return true
      default:
        if word.utf8.count == 4, let year = Int(word), (1920...2100).contains(year),
          pastLeads.contains(before)
        {
          return true
        }
      }
    }
    return false
  }

  /// "what do i do": whoever asks so stands before the danger.
  private static func isAtALoss(_ words: [String]) -> Bool {
    words.indices.dropLast(2).contains {
      ["do", "should"].contains(words[$0]) && words[$0 + 1] == "i" && words[$0 + 2] == "do"
    }
  }

  private static let longUnits: Set<String> = [
    "year", "years", "month", "months", "decades", "ages", "anos", "meses", "weeks",
  ]
  private static let pastLeads: Set<String> = ["in", "back", "since", "from", "en", "of", "during"]

  private static let negators: Set<String> = [
    "no", "not", "dont", "never", "without", "denies", "isnt", "wasnt", "havent", "hasnt", "arent",
    "aint", "didnt", "doesnt", "sin", "nunca", "zero", "nothing", "non", "neither", "deny",
  ]
  /// What may stand between a denial and what it denies.
  private static let bridges: Set<String> = [
    "any", "more", "longer", "real", "a", "an", "the", "have", "having", "had", "got", "feel",
    "feeling", "been", "experiencing", "severe", "bad", "current", "currently", "signs", "of", "on",
    "sign", "such", "really", "get", "getting", "thoughts", "about", "that", "is", "like",
    "me", "le", "te", "duele", "this", "it", "am", "tengo", "going", "to", "ever", "thinking",
    "actually", "want", "plan",
    "planning", "in", "doing", "for", "kind", "sort", "hay", "algun", "ningun", "an", "so",
  ]
  /// Those that may stand between a "no" and a thing.
  private static let describers: Set<String> = [
    "any", "more", "longer", "real", "severe", "bad", "current", "signs", "sign", "of", "such",
    "really", "thoughts", "about", "kind", "sort", "me", "le", "te", "a", "or", "nor", "ni",
    "tengo", "hay",
  ]
  private static let now: Set<String> = [
    "now", "again", "still", "today", "currently", "ahora", "tonight", "happening", "started",
    "having", "happened", "dando", "creo", "otra", "worse", "since", "just", "morning",
  ]
  /// Whoever asks for one of these asks about a danger and is in none.
  private static let papers: Set<String> = [
    "handout", "handouts", "pamphlet", "brochure", "leaflet", "poster", "flyer", "article",
    "folleto",
  ]
  private static let leaflet: Set<String> = [
    "what", "whats", "prevent", "preventing", "prevention", "article", "articles", "info",
    "information", "learn", "read", "reading", "class", "classes", "awareness", "screening",
    "difference", "rehab", "survivor", "education", "pamphlet", "risk", "risks", "chances",
    "video", "brochure", "leaflet", "recovering", "recovery", "scared", "worried", "afraid",
    "anniversary",
    "clinic", "doctor", "specialist", "followup", "medicine", "medicines", "charity", "documentary",
    "movie", "show", "que",
  ]
}
