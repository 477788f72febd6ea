internal import Foundation
internal import GRDB
internal import PortalDomain

extension Facts {
  /// After a pause of so many minutes another conversation begins.
  private static let pauseMinutes = 30.0

  /// Conversations with the bot: how long they are and what they're about; never what is said.
  func takeConversations(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any ConversationEvent else { return }
    let now = harbor.moment(time, of: person)
    switch event {
    case let event as Conversations.MessageReceived:
      let patient = event.patient == nil ? nil : person.key
      let key = try open(person, patient, now)
      try run(
        "UPDATE conversations SET turns = turns + 1, last_at = ? WHERE conversation = ?",
        [now, key])
    case let event as Conversations.Replied:
      guard let key = try latest(of: person) else { return }
      let isMisunderstood = event.intent == "outOfScope" || event.intent == "none"
      try run(
        """
        INSERT INTO turns (turn, conversation, intent, replies, answered_at) VALUES (?, ?, ?, ?, ?)
        """, [harbor.key("turn", position), key, event.intent, event.replies.count, now])
      try run(
        """
        UPDATE conversations SET last_at = ?, first_intent = coalesce(first_intent, ?),
          misunderstood = misunderstood + ? WHERE conversation = ?
        """, [now, event.intent, isMisunderstood ? 1 : 0, key])
    case is Conversations.HandedOff:
      guard let key = try latest(of: person) else { return }
      try set("conversations", "conversation", key, ["handed_off": 1])
    case is Conversations.SafetyAlerted:
      guard let key = try latest(of: person) else { return }
      try run("UPDATE conversations SET alerts = alerts + 1 WHERE conversation = ?", [key])
    default: break
    }
  }

  /// The conversation that a message belongs to, which may begin with it.
  private func open(
    _ person: SafeHarbor.Person, _ patient: Int64?, _ now: String
  ) throws -> Int64 {
    let sql = """
      SELECT conversation FROM conversations
      WHERE person = ? AND (julianday(?) - julianday(last_at)) * 1440 <= ?
      ORDER BY last_at DESC LIMIT 1
      """
    let statement = try database.cachedStatement(sql: sql)
    if let open = try Int64.fetchOne(statement, arguments: [person.key, now, Self.pauseMinutes]) {
      return open
    }
    if patient != nil { try know(person) }
    let key = harbor.key("conversation", position)
    try run(
      """
      INSERT INTO conversations (conversation, person, patient, started_at, last_at)
      VALUES (?, ?, ?, ?, ?)
      """, [key, person.key, patient, now, now])
    return key
  }

  private func latest(of person: SafeHarbor.Person) throws -> Int64? {
    let sql = """
      SELECT conversation FROM conversations WHERE person = ? ORDER BY last_at DESC LIMIT 1
      """
    return try Int64.fetchOne(
      try database.cachedStatement(sql: sql), arguments: [person.key])
  }
}
