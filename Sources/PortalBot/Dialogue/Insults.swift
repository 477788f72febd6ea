/// Words that nobody has to put up with.
enum Insults {
  /// Whether a message abuses whoever reads it.
  static func are(in said: Said) -> Bool {
    said.has(alone) || said.has(aimed) && said.has(["you", "u", "ur", "youre", "your", "yourself"])
  }

  private static let alone: Set<String> = [
    "fuck", "fucking", "fuckin", "fucker", "motherfucker", "bitch", "asshole", "cunt", "bastard",
    "dickhead", "wtf", "stfu",
  ]

  /// Only where they're said of somebody: "I feel stupid" is none.
  private static let aimed: Set<String> = [
    "stupid", "idiot", "idiots", "moron", "morons", "dumb", "shit", "useless", "worthless", "crap",
    "suck", "sucks", "hate", "garbage", "trash", "dumbass",
  ]
}

extension Phrases {
  /// Said once in a conversation.
  var boundary: String { say(.boundary) }
}
