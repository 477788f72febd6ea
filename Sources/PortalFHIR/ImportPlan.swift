public import PortalDomain

/// What a bundle would change, before anything of it is stored.
///
/// The same bundle makes an equal plan each time: the identifiers come from those of its resources.
public struct ImportPlan: Sendable {
  /// The events: patients first, then practitioners, then prescriptions, then what belongs to their
  /// health records, each in the order of the bundle. A prescription or condition that has ended is
  /// followed by its end.
  public let events: [any DomainEvent]
  /// How many resources of each type became events.
  public let taken: [String: Int]
  /// How many resources of each type did not. A Medication that a prescription refers to is read,
  /// but counted here too, having no event of its own.
  public let left: [String: Int]
}
