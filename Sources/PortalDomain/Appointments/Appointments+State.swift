extension Appointments {
  /// What a decision knows: the days, visits and waits that its boundary lets it see.
  public struct State: Sendable {
    public var days: [ProviderDay.Key: ProviderDay] = [:]
    public var visits: [AppointmentID: Visit] = [:]
    public var waits: [WaitID: Wait] = [:]
    public var clinic = Clinic.State()

    public init() {}

    /// A time that is published, and its day.
    func slot(_ id: SlotID) -> (slot: Slot, day: ProviderDay)? {
      guard let day = id.providerDay.flatMap({ days[$0] }), let slot = day[id] else { return nil }
      return (slot, day)
    }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    Clinic.evolve(&state.clinic, event)
    for key in ProviderDay.keys(of: event) {
      state.days[key, default: ProviderDay(key)].evolve(event)
    }
    switch event {
    case let event as any AppointmentEvent:
      if state.visits[event.appointment] == nil {
        state.visits[event.appointment] = Visit(event)
      } else {
        state.visits[event.appointment]?.evolve(event)
      }
    case let event as Joined: state.waits[event.wait] = Wait(event)
    case let event as any WaitlistEvent: state.waits[event.wait]?.evolve(event)
    default: break
    }
  }
}
