/// Who a patient's people are.
public enum CareTeams: Feature {
  public static let events: [any DomainEvent.Type] = [Assigned.self, Ended.self]

  // MARK: Events

  /// A provider cares for a patient.
  public struct Assigned: PatientEvent {
    public static let name = "staff.careTeamAssigned.v1"
    public let patient: PatientID
    public let provider: ProviderID
    /// What they are to the patient: `primary care`, `cardiology`.
    public let role: String

    public init(patient: PatientID, provider: ProviderID, role: String) {
      self.patient = patient
      self.provider = provider
      self.role = role
    }
  }

  /// A provider no longer cares for a patient.
  public struct Ended: PatientEvent {
    public static let name = "staff.careTeamEnded.v1"
    public let patient: PatientID
    public let provider: ProviderID

    public init(patient: PatientID, provider: ProviderID) {
      self.patient = patient
      self.provider = provider
    }
  }

  // MARK: State

  /// One who cares for a patient.
  public struct Place: Codable, Hashable, Sendable {
    public let provider: ProviderID
    public let role: String
  }

  public struct State: Sendable {
    public var isEnrolled = false
    public var providers: Set<ProviderID> = []
    /// In the order in which they came.
    public var team: [Place] = []
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case is Account.Enrolled: state.isEnrolled = true
    case let event as Staff.ProviderAdded: state.providers.insert(event.provider)
    default: evolve(&state.team, event)
    }
  }

  /// Takes in who joined a team or left it.
  public static func evolve(_ team: inout [Place], _ event: any DomainEvent) {
    switch event {
    case let event as Assigned:
      let place = Place(provider: event.provider, role: event.role)
      if let index = team.firstIndex(where: { $0.provider == event.provider }) {
        team[index] = place
      } else {
        team.append(place)
      }
    case let event as Ended: team.removeAll { $0.provider == event.provider }
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case assign(PatientID, ProviderID, role: String)
    case end(PatientID, ProviderID)
  }

  public enum Failure: Refusal, Equatable {
    case unknownPatient
    case unknownProvider
    case tooMany(limit: Int)

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .unknownProvider: "staff.unknownProvider"
      case .tooMany: "staff.careTeamFull"
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient: "I can't do that here. Please call the clinic."
      case .unknownProvider: "The clinic has no such provider. Check the id."
      case .tooMany(let limit): "A care team has \(limit) people at most. End another one first."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .assign(let patient, let provider, _), .end(let patient, let provider):
      Boundary([
        .init(tags: [patient.tag], types: events + [Account.Enrolled.self]),
        .init(tags: ["provider:\(provider)"], types: [Staff.ProviderAdded.self]),
      ])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    [.administrator, .frontDesk, .nurse, .provider]
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard state.isEnrolled else { throw .unknownPatient }
    switch command {
    case .assign(let patient, let provider, let role):
      guard state.providers.contains(provider) else { throw .unknownProvider }
      if state.team.contains(Place(provider: provider, role: role)) { return [] }
      let others = state.team.count { $0.provider != provider }
      guard others < context.policy.account.careTeamLimit else {
        throw .tooMany(limit: context.policy.account.careTeamLimit)
      }
      return [Assigned(patient: patient, provider: provider, role: role)]
    case .end(let patient, let provider):
      return state.team.contains { $0.provider == provider }
        ? [Ended(patient: patient, provider: provider)] : []
    }
  }
}
