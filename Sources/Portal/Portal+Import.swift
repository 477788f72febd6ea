internal import EventStore
public import PortalDomain

/// Records that come from elsewhere.
extension Portal {
  /// Records events of another system, all of them or none, but those that are here already.
  ///
  /// An event is here already where one of its type stands under the same tags.
  ///
  /// - Returns: how many were new.
  /// - Throws: `LogError`.
  public func importRecords(
    _ events: [any DomainEvent], as origin: Origin
  ) async throws -> Int {
    let seen = try log.head()
    let new = try events.filter { event in
      let same = Query(types: [type(of: event).name], tags: event.tags)
      return try log.read(same, upTo: seen, limit: 1).isEmpty
    }
    let condition = AppendCondition.noEvents(
      matching: Query(
        new.map { Query.Item(types: [type(of: $0).name], tags: $0.tags) }), after: seen)
    return try await record(new, as: origin, if: condition).count
  }
}
