/// Who acts for a patient, and for whom they act.
public struct Relations: Codable, Hashable, Sendable {
  /// Those who act for the patient, in the order of their ids.
  public private(set) var proxies: [Proxies.Grant] = []
  /// Those for whom the patient acts, in the order of their ids.
  public private(set) var principals: [Proxies.Grant] = []

  public init() {}

  /// Takes in an event of another person that is about this one. What the patient's own events say is
  /// taken from the other's: so it goes with either.
  public mutating func evolve(_ event: any DomainEvent) {
    switch event {
    case let event as Proxies.Granted: Self.add(event.grant, to: &principals)
    case let event as Proxies.Appointed: Self.add(event.grant, to: &proxies)
    case let event as Proxies.Ended: principals.removeAll { $0.id == event.grant }
    case let event as Proxies.Released: proxies.removeAll { $0.id == event.grant }
    default: break
    }
  }

  /// Forgets a person who is being erased.
  public mutating func forget(_ patient: PatientID) {
    proxies.removeAll { $0.proxy == patient }
    principals.removeAll { $0.patient == patient }
  }

  private static func add(_ grant: Proxies.Grant, to grants: inout [Proxies.Grant]) {
    grants.removeAll { $0.id == grant.id }
    grants.insert(grant, at: grants.firstIndex { $0.id.value > grant.id.value } ?? grants.endIndex)
  }
}
