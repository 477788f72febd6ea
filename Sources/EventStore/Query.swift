/// Which events are meant: those that match any of its items (dcb.events, "Query").
public struct Query: Hashable, Sendable {
  /// Any of them may match; of no items, every event does.
  public var items: [Item]

  /// - Parameter items: without any, every event matches.
  public init(_ items: [Item]) { self.items = items }

  /// Events that have all of the tags, and any of the types where some are named.
  public init(types: [String] = [], tags: [String] = []) {
    self.init(types.isEmpty && tags.isEmpty ? [] : [Item(types: types, tags: tags)])
  }

  /// Every event.
  public static let all = Query([])

  /// One way to match: any of the types and all of the tags.
  public struct Item: Hashable, Sendable {
    /// Any of them; of no types, every type matches.
    public var types: [String]
    /// All of them.
    public var tags: [String]

    /// - Parameters:
    ///   - types: any of them.
    ///   - tags: all of them.
    public init(types: [String] = [], tags: [String] = []) {
      self.types = types
      self.tags = tags
    }
  }

  /// Whether every event matches, whatever it says.
  var matchesAll: Bool {
    items.isEmpty || items.contains { $0.types.isEmpty && $0.tags.isEmpty }
  }

  /// Whether an event matches, by what it says itself.
  public func matches(_ event: NewEvent) -> Bool {
    items.isEmpty
      || items.contains { item in
        (item.types.isEmpty || item.types.contains { Name.areEqual($0, event.type) })
          && item.tags.allSatisfy { tag in event.tags.contains { Name.areEqual($0, tag) } }
      }
  }
}

/// What must hold for an append (dcb.events, "Append Condition").
public struct AppendCondition: Hashable, Sendable {
  /// The events that must not be there.
  public let query: Query
  /// Those up to this position don't count.
  public let after: UInt64

  /// No event behind a position may match.
  ///
  /// - Parameters:
  ///   - query: the events that the decision rests on.
  ///   - after: the last position that the decision knew of; 0 for none.
  public static func noEvents(matching query: Query, after: UInt64 = 0) -> AppendCondition {
    AppendCondition(query: query, after: after)
  }
}

/// What an append did.
public struct Receipt: Hashable, Sendable {
  /// Where the events stand; empty for an append of none.
  public let positions: Range<UInt64>
  /// The position that the log had reached with them.
  public var last: UInt64 { positions.upperBound - 1 }
}
