internal import GRDB
internal import PortalDomain

extension Facts {
  /// Threads and the lengths and times of their messages; never what they say.
  func takeMessages(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any MessageEvent else { return }
    let thread = harbor.key("thread", event.thread)
    switch event {
    case let event as Messages.ThreadStarted:
      try add(
        "threads", of: person,
        [
          "thread": thread, "started_by": event.startedBy.rawValue,
          "care_role": event.to.rawValue,
          "started_at": harbor.moment(event.startedAt, of: person),
        ])
    case let event as Messages.Sent:
      try add(
        "messages", of: person,
        [
          "message": harbor.key("message", event.message), "thread": thread, "sender": "patient",
          "written_at": harbor.moment(event.sentAt, of: person),
          "due_at": harbor.moment(event.dueAt, of: person),
          "characters": event.text.count, "attachments": event.attached.count,
        ])
    case let event as Messages.Answered:
      let answered = harbor.moment(event.answeredAt, of: person)
      try add(
        "messages", of: person,
        [
          "message": harbor.key("message", event.message), "thread": thread, "sender": "clinic",
          "written_at": answered, "characters": event.text.count,
          "attachments": event.attached.count,
        ])
      try run(
        """
        UPDATE messages SET answered_at = ?
        WHERE thread = ? AND sender = 'patient' AND answered_at IS NULL
        """, [answered, thread])
    case let event as Messages.Closed:
      try set(
        "threads", "thread", thread, ["closed_at": harbor.moment(event.closedAt, of: person)])
    default: break
    }
  }
}
