package import PortalDomain

/// Each patient's threads with the care team, a row each, and what of all they have not read.
package enum Inbox: ReadModel {
  package static let name = "inbox"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Messages.events

  package enum Row: Codable, Sendable {
    case thread(Messages.Thread)
    case unread(Int)
  }

  package static let unreadKey = "unread"

  package static func threadKey(_ thread: ThreadID) -> String { "thread \(thread)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any MessageEvent else { return [] }
    let thread = RowKey(event.subject, threadKey(event.thread))
    switch event {
    case is Messages.Answered, is Messages.Read: return [thread, RowKey(event.subject, unreadKey)]
    default: return [thread]
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? any MessageEvent else { return }
    if key.name == unreadKey {
      var count = 0
      if case .unread(let known) = row { count = known }
      if event is Messages.Answered { count += 1 }
      if let event = event as? Messages.Read, event.reader == .patient { count -= event.count }
      row = .unread(max(0, count))
    } else if let event = event as? Messages.ThreadStarted {
      row = .thread(Messages.Thread(event))
    } else if case .thread(var thread) = row {
      thread.evolve(event)
      row = .thread(thread)
    }
  }
}
