/// The clinic's people.
public enum Staff: Feature {
  public static let events: [any DomainEvent.Type] = [ProviderAdded.self]

  // MARK: Events

  /// A doctor, or another who treats patients.
  public struct ProviderAdded: DomainEvent {
    public static let name = "staff.providerAdded.v1"
    public let provider: ProviderID
    public let name: String
    public let specialty: String?
    /// Where the record came from, if from elsewhere: `fhir:Practitioner/…`.
    public let source: String?

    public init(provider: ProviderID, name: String, specialty: String?, source: String? = nil) {
      self.provider = provider
      self.name = name
      self.specialty = specialty
      self.source = source
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] {
      ["provider:\(provider)"] + [source.map { "source:\($0)" }].compactMap { $0 }
    }
  }

  // MARK: State

  public struct State: Sendable {
    public var isKnown = false
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    if event is ProviderAdded { state.isKnown = true }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case addProvider(ProviderAdded)
  }

  public enum Failure: Refusal {
    public var code: String { switch self {} }
    public var message: String { switch self {} }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .addProvider(let event): Boundary(tags: "provider:\(event.provider)")
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .addProvider(let event): state.isKnown ? [] : [event]
    }
  }
}
