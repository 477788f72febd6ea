/// An event of an earlier release, in the shape in which it stands in logs, that a later version took
/// the place of.
///
/// It's never written any more. Whoever reads one gets what it's lifted to, and so no rule and no read
/// model knows of it.
public protocol RetiredEvent: Codable, Sendable {
  /// What took its place.
  associatedtype Successor: DomainEvent

  /// The name under which it stands in logs.
  static var name: String { get }
  /// What it says, in today's terms.
  func upcast() -> Successor
}

/// Events by the names under which they stand in logs.
public struct KnownEvents: Sendable {
  private let types: [String: any DomainEvent.Type]
  private let retired: [String: any RetiredEvent.Type]
  /// By the name of today's event, the names that it had.
  private let earlierNames: [String: [String]]

  /// - Parameters:
  ///   - types: today's events.
  ///   - retired: those of earlier releases. No two have one name.
  public init(_ types: [any DomainEvent.Type], retired: [any RetiredEvent.Type]) {
    self.types = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0) })
    self.retired = Dictionary(uniqueKeysWithValues: retired.map { ($0.name, $0) })
    precondition(
      retired.allSatisfy { type in !types.contains { $0.name == type.name } },
      "an event is either in use or retired")
    earlierNames = Dictionary(grouping: retired, by: Self.successorName)
      .mapValues { $0.map { $0.name } }
  }

  /// The type of today's event of a name.
  public func type(named name: String) -> (any DomainEvent.Type)? { types[name] }

  /// The names under which an event may stand in a log: today's, and those that it had.
  ///
  /// - Parameter name: the name that it has today.
  public func storedNames(of name: String) -> [String] { [name] + (earlierNames[name] ?? []) }

  /// Reads an event, and lifts it where it's one of an earlier release.
  ///
  /// - Parameters:
  ///   - name: the name under which it stands in the log.
  ///   - decode: reads its data as a type.
  /// - Returns: `nil` where this version doesn't know it.
  public func event(
    named name: String, decode: (any Decodable.Type) throws -> any Decodable
  ) throws -> (any DomainEvent)? {
    if let type = types[name] { return try decode(type) as? any DomainEvent }
    if let type = retired[name] { return (try decode(type) as? any RetiredEvent)?.upcast() }
    return nil
  }

  private static func successorName(of type: any RetiredEvent.Type) -> String {
    func name<Retired: RetiredEvent>(_: Retired.Type) -> String { Retired.Successor.name }
    return name(type)
  }
}
