/// Which events a decision depends on: those that match one of its items. What is appended to them
/// between the reading and the deciding makes the decision be taken anew.
///
/// A dynamic consistency boundary (dcb.events): it's drawn for each command, as narrow as its rules
/// allow, so that a long history costs a command nothing that doesn't look at it.
public struct Boundary: Hashable, Sendable {
  /// Events of any of some types that carry all of some tags.
  public struct Item: Hashable, Sendable {
    public let tags: [String]
    /// The stable names of the types; without one, every event of the feature.
    public let types: [String]?

    public init(tags: [String], types: [any DomainEvent.Type]? = nil) {
      self.tags = tags
      self.types = types?.map { $0.name }
    }
  }

  public let items: [Item]

  public init(_ items: [Item]) { self.items = items }

  /// The feature's events that carry all of some tags.
  public init(tags: String...) { self.init([Item(tags: tags)]) }
}
