public import Foundation

public enum HelpEntity {}
public typealias HelpID = Identifier<HelpEntity>

/// Lost credentials: somebody asks the clinic for help, with a clinic number and a birth date. Whether
/// they belong to a patient is never told.
public enum HelpDesk: Feature {
  public static let events: [any DomainEvent.Type] = [
    Requested.self, RequestedByStranger.self, Closed.self,
  ]

  // MARK: Events

  /// A patient, or who knows their number and birth date, wants help with the account.
  public struct Requested: PatientEvent {
    public static let name = "account.helpRequested.v1"
    public let patient: PatientID
    public let request: HelpID
    /// Where they asked from.
    public let phone: PhoneNumber?
    public let at: Date

    public init(patient: PatientID, request: HelpID, phone: PhoneNumber?, at: Date) {
      self.patient = patient
      self.request = request
      self.phone = phone
      self.at = at
    }

    public var tags: [String] { [patient.tag, request.tag] }
  }

  /// Somebody wants help whose number and birth date belong to nobody. What they said is not kept.
  public struct RequestedByStranger: DomainEvent {
    public static let name = "account.helpRequestedByStranger.v1"
    public let request: HelpID
    /// Where they asked from.
    public let phone: PhoneNumber?
    public let at: Date

    public init(request: HelpID, phone: PhoneNumber?, at: Date) {
      self.request = request
      self.phone = phone
      self.at = at
    }

    public var subject: EventSubject { phone.map(EventSubject.phone) ?? .clinic }
    public var tags: [String] { [request.tag, Self.tag(phone)] }

    static func tag(_ phone: PhoneNumber?) -> String { "helpFrom:\(phone?.value ?? "nowhere")" }
  }

  /// Staff helped, or could not.
  public struct Closed: PatientEvent {
    public static let name = "account.helpClosed.v1"
    public let patient: PatientID
    public let request: HelpID
    public let outcome: String

    public init(patient: PatientID, request: HelpID, outcome: String) {
      self.patient = patient
      self.request = request
      self.outcome = outcome
    }

    public var tags: [String] { [patient.tag, request.tag] }
  }

  // MARK: State

  public struct State: Sendable {
    public var requested: [HelpID: PatientID] = [:]
    public var closed: Set<HelpID> = []
    /// When each request came.
    var times: [HelpID: Date] = [:]
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Requested:
      state.requested[event.request] = event.patient
      state.times[event.request] = event.at
    case let event as RequestedByStranger: state.times[event.request] = event.at
    case let event as Closed: state.closed.insert(event.request)
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    /// - Parameter patient: whose number and birth date they are; `nil` for nobody's.
    case request(HelpID, PatientID?, from: PhoneNumber?)
    case close(PatientID, HelpID, outcome: String)
  }

  public enum Failure: Refusal, Equatable {
    case unknown

    public var code: String { "help.unknown" }
    public var message: String { "There is no such request for help." }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .request(_, let patient?, _):
      Boundary([.init(tags: [patient.tag], types: [Requested.self])])
    case .request(_, nil, let phone):
      Boundary([
        .init(tags: [RequestedByStranger.tag(phone)], types: [RequestedByStranger.self])
      ])
    case .close(_, let request, _): Boundary(tags: request.tag)
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .request: []
    case .close: [.administrator, .frontDesk]
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .request(let request, let patient, let phone):
      if state.times[request] != nil { return [] }
      // More of them than anybody needs change nothing; the answer is the same.
      let day = context.now.addingTimeInterval(-86_400)
      guard
        state.times.values.count(where: { $0 > day }) < context.policy.account.helpRequestsPerDay
      else { return [] }
      guard let patient else {
        return [RequestedByStranger(request: request, phone: phone, at: context.now)]
      }
      return [Requested(patient: patient, request: request, phone: phone, at: context.now)]
    case .close(let patient, let request, let outcome):
      guard state.requested[request] == patient else { throw .unknown }
      return state.closed.contains(request)
        ? [] : [Closed(patient: patient, request: request, outcome: outcome)]
    }
  }
}

extension HelpID {
  /// The tag of what is about one request.
  public var tag: String { "help:\(value)" }
}
