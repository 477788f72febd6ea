/// Which parts of the portal are on where. Everything is on until somebody switches it off.
///
/// A rule that depends on it keeps one in its state, folds every event into it, and names
/// ``item(_:)`` in its boundary, so that a switch is never overlooked:
///
/// ```swift
/// guard state.switches.isOn(.booking, at: place) else { throw .bookingOff }
/// ```
public struct FeatureSwitches: Codable, Hashable, Sendable {
  /// What was said; what goes without saying isn't kept. A few entries at most.
  private var settings: [Setting] = []
  /// Where patients are seen no more; nothing is on there.
  private var closed: [PlaceID] = []

  private struct Setting: Codable, Hashable, Sendable {
    let feature: PortalFeature
    let place: PlaceID?
    let isOn: Bool
  }

  public init() {}

  /// Whether a feature is on.
  ///
  /// - Parameters:
  ///   - feature: which one.
  ///   - place: where; `nil` for what belongs to no place.
  public func isOn(_ feature: PortalFeature, at place: PlaceID?) -> Bool {
    if let place, closed.contains(place) { return false }
    return setting(feature, place) ?? setting(feature, nil) ?? true
  }

  /// The places where a feature isn't as it is everywhere else.
  public func exceptions(_ feature: PortalFeature) -> [PlaceID] {
    settings.filter { $0.feature == feature }.compactMap(\.place)
  }

  /// Takes in any event; those that switch nothing change nothing.
  public mutating func evolve(_ event: any DomainEvent) {
    if let event = event as? Clinic.PlaceClosed, !closed.contains(event.place) {
      closed.append(event.place)
    }
    guard let event = event as? Clinic.FeatureSwitched else { return }
    settings.removeAll {
      $0.feature == event.feature && (event.place == nil || $0.place == event.place)
    }
    if isOn(event.feature, at: event.place) != event.isOn {
      settings.append(Setting(feature: event.feature, place: event.place, isOn: event.isOn))
    }
  }

  /// What a decision that depends on a feature names in its boundary.
  public static func item(_ feature: PortalFeature) -> Boundary.Item {
    Boundary.Item(
      tags: [tag(feature)], types: [Clinic.FeatureSwitched.self, Clinic.PlaceClosed.self])
  }

  static func tag(_ feature: PortalFeature) -> String { "feature:\(feature.rawValue)" }

  private func setting(_ feature: PortalFeature, _ place: PlaceID?) -> Bool? {
    settings.first { $0.feature == feature && $0.place == place }?.isOn
  }
}
