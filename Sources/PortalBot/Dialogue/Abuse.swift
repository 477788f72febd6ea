/// Words that are thrown at whoever answers. They are met once, calmly, and then the talk goes on.
enum Abuse {
  /// Whether a message insults whom it's sent to. Who is angry at a bill or at themselves does not.
  static func isMeant(in said: Said) -> Bool {
    if phrases.contains(where: said.says) { return true }
    let words = said.words
    return words.contains(where: insults.contains) && words.contains(where: addressed.contains)
      && !words.contains(where: aboutOneself.contains)
  }

  private static let phrases = [
    "fuck you", "fuck off", "fuk you", "screw you", "go to hell", "shut up", "eat shit",
    "piece of shit", "suck my", "vete a la", "chinga tu", "hijo de puta", "callate",
  ]
  private static let insults: Set<String> = [
    "stupid", "idiot", "idiots", "moron", "dumb", "dumbass", "asshole", "assholes", "bitch",
    "bitches", "bastard", "bastards", "cunt", "useless", "worthless", "suck", "estupido",
    "estupida", "idiota", "pendejo", "pendeja", "inutil", "cabron", "fucking",
  ]
  private static let addressed: Set<String> = [
    "you", "your", "youre", "bot", "robot", "machine", "eres", "usted", "ustedes",
  ]
  private static let aboutOneself: Set<String> = ["i", "im", "me", "my", "myself", "soy", "yo"]
}
