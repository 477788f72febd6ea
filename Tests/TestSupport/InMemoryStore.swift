package import EventStore
package import Foundation

/// An event store that is an array and plain filters over it: what the real one is measured by.
package actor InMemoryStore: AppendableStore {
  private var log: [StoredEvent] = []
  private var commands: [[UInt8]: (request: Request, positions: Range<UInt64>)] = [:]
  private let clock: @Sendable () -> Date

  package init(clock: @escaping @Sendable () -> Date = { Date() }) { self.clock = clock }

  package func head() -> UInt64 { UInt64(log.count) }

  package func append(_ call: AppendCall) throws(LogError) -> Range<UInt64> {
    guard isStorable(call) else { throw LogError(.invalid, "can't be stored") }
    let request = Request(call)
    if let command = call.command, let earlier = commands[Array(command.utf8)] {
      guard earlier.request == request else { throw LogError(.commandReused, "reused") }
      return earlier.positions
    }
    if let condition = call.condition,
      log.contains(where: { $0.position > condition.after && condition.query.finds($0.event) })
    {
      throw LogError(.conditionFailed, "something changed")
    }
    let first = head() + 1
    let time = Date(
      timeIntervalSince1970: (clock().timeIntervalSince1970 * 1000).rounded() / 1000)
    for event in call.events {
      log.append(StoredEvent(position: head() + 1, time: time, event: event))
    }
    let positions = first..<head() + 1
    if let command = call.command { commands[Array(command.utf8)] = (request, positions) }
    return positions
  }

  package func read(_ call: ReadCall) -> [StoredEvent] {
    let found = log.filter { stored in
      stored.position > call.after && stored.position <= call.last ?? .max
        && call.query.finds(stored.event)
    }
    return Array((call.backwards ? found.reversed() : found).prefix(max(0, call.limit)))
  }

  private func isStorable(_ call: AppendCall) -> Bool {
    func isName(_ name: String) -> Bool {
      !name.isEmpty && name.utf8.count <= 255 && !name.utf8.contains(0)
    }
    return call.command.map(isName) ?? true
      && call.events.allSatisfy { event in
        isName(event.type) && event.tags.count <= 60 && event.tags.allSatisfy(isName)
          && event.subject.map { isName($0.name) } ?? true
          && event.metadata.count + event.data.count <= 16 * 1024 * 1024
      }
  }
}

/// What makes a command the same: everything but the identifiers of its events.
private struct Request: Equatable {
  private let events: [EventBytes]
  private let items: [[[[UInt8]]]]?
  private let after: UInt64?

  init(_ call: AppendCall) {
    events = call.events.map(EventBytes.init)
    items = call.condition?.query.items.map { item in
      [item.types, item.tags].map { names in names.map { Array($0.utf8) } }
    }
    after = call.condition?.after
  }
}

extension Query {
  /// Whether an event matches, byte by byte; said anew, so that ``matches(_:)`` is no judge of its
  /// own.
  fileprivate func finds(_ event: NewEvent) -> Bool {
    if items.isEmpty { return true }
    for item in items {
      let isType = item.types.isEmpty || item.types.contains { $0.isSame(as: event.type) }
      let hasTags = item.tags.allSatisfy { tag in event.tags.contains { $0.isSame(as: tag) } }
      if isType && hasTags { return true }
    }
    return false
  }
}

extension String {
  fileprivate func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
