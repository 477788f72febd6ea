internal import GRDB
internal import PortalDomain

extension Facts {
  /// What was sent to patients, and what became of it.
  func takeNotices(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any NoticeEvent else { return }
    let key = harbor.key("notice", event.notice)
    let now = harbor.moment(time, of: person)
    try add(
      "notices", of: person,
      [
        "notice": key, "about": SafeHarbor.term(String(event.about.prefix { $0 != ":" })),
        "due_at": harbor.moment(event.due, of: person),
      ])
    switch event {
    case let event as Notices.Claimed:
      try set("notices", "notice", key, ["channel": event.channel.rawValue])
    case let event as Notices.Sent:
      try set(
        "notices", "notice", key,
        ["outcome": "sent", "settled_at": now, "channel": event.channel.rawValue])
    case is Notices.Failed:
      try run("UPDATE notices SET failures = failures + 1 WHERE notice = ?", [key])
    case is Notices.GaveUp:
      try set("notices", "notice", key, ["outcome": "gaveUp", "settled_at": now])
    case let event as Notices.Suppressed:
      try set("notices", "notice", key, ["outcome": event.reason.rawValue, "settled_at": now])
    case is Notices.Retried:
      try set("notices", "notice", key, ["outcome": "open", "settled_at": nil])
    default: break
    }
  }
}
