internal import Foundation

/// Two things that one message asks for: "refill my lisinopril and pay my bill". The second waits
/// until the first is done or left.
struct TwoWishes {
  let first: String
  let second: String

  /// - Returns: `nil` where it's one wish, or what follows is part of a text that is sent on.
  init?(_ text: String, understands understand: (String) -> Understanding) {
    for word in TwoWishes.between {
      guard let range = text.range(of: word, options: .caseInsensitive) else { continue }
      let parts = [text[..<range.lowerBound], text[range.upperBound...]].map {
        $0.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      guard parts.allSatisfy({ $0.split(separator: " ").count >= 2 }) else { continue }
      let wishes = parts.map(understand)
      guard wishes.allSatisfy({ $0.intent.isWish && $0.confidence >= TwoWishes.sure }),
        wishes[0].intent.area != wishes[1].intent.area,
        !TwoWishes.takeAll.contains(wishes[0].intent)
      else { continue }
      first = parts[0]
      second = parts[1]
      return
    }
    return nil
  }

  /// The longer before those that they hold.
  private static let between = [
    " and then ", " and also ", " and ", " then ", " also ", " plus ", " & ", "; ", ". ", ", ",
    " y luego ", " y tambien ", " y también ", " y ",
  ]
  private static let sure = 0.6
  /// What takes the rest of a message as its own text.
  static let takeAll: Set<Intent> = [
    .messagesSend, .prescriptionsPharmacyMessage, .helpHuman, .recordsShare, .accountUpdateContact,
  ]
}

extension Intent {
  /// What it's about: `billing` of `billing.pay`.
  var area: Substring { rawValue.prefix { $0 != "." } }
}

extension Bot {
  /// What a message asks for, where it's two things and nothing is open.
  func wishes(in text: String, _ list: PatientList, _ dialogue: Dialogue) -> TwoWishes? {
    guard dialogue.question == nil, dialogue.later == nil else { return nil }
    return TwoWishes(text) { understander.understand($0, on: list) }
  }

  /// Goes on with what waited, once nothing else is open.
  func goOn(_ turn: inout Turn) throws {
    try resume(&turn)
    guard let wish = turn.dialogue.later, turn.dialogue.question == nil, turn.action == nil else {
      return
    }
    turn.dialogue.later = nil
    guard turn.dialogue.session != nil else { return }
    turn.add(try calm.reply(to: wish, removed: false, in: turn.dialogue))
  }
}

extension Turn {
  /// Goes on with another turn of the same message.
  mutating func add(_ next: Turn) {
    replies += next.replies
    dialogue = next.dialogue
    action = next.action
    notes += next.notes
    told.formUnion(next.told)
  }
}
