public enum ContactChangeEntity {}
public typealias ContactChangeID = Identifier<ContactChangeEntity>

/// Where patients are reached. A patient changes it with a code that comes over the old way, so that
/// whoever borrowed a phone for a minute can't take the account along.
public enum ContactDetails: Feature {
  public static let events: [any DomainEvent.Type] = [ChangeRequested.self, Changed.self]

  // MARK: Events

  /// What changes: one of the three.
  public struct Detail: Codable, Hashable, Sendable {
    public var phone: PhoneNumber?
    public var email: EmailAddress?
    public var address: PostalAddress?

    public static func phone(_ phone: PhoneNumber) -> Detail { Detail(phone: phone) }
    public static func email(_ email: EmailAddress) -> Detail { Detail(email: email) }
    public static func address(_ address: PostalAddress) -> Detail { Detail(address: address) }
  }

  /// A patient wants something changed, and has still to prove that they read the old phone or
  /// e-mail.
  public struct ChangeRequested: PatientEvent {
    public static let name = "account.contactChangeRequested.v1"
    public let patient: PatientID
    public let change: ContactChangeID
    public let detail: Detail

    public init(patient: PatientID, change: ContactChangeID, detail: Detail) {
      self.patient = patient
      self.change = change
      self.detail = detail
    }

    public var tags: [String] { [patient.tag, change.tag] }
  }

  /// A phone, e-mail or address is another now.
  public struct Changed: PatientEvent {
    public static let name = "account.contactChanged.v1"
    public let patient: PatientID
    public let detail: Detail
    /// The phone or e-mail that no longer is.
    public let previous: ContactPoint?
    /// The request behind it; without one, staff changed it.
    public let change: ContactChangeID?

    public init(
      patient: PatientID, detail: Detail, previous: ContactPoint?, change: ContactChangeID?
    ) {
      self.patient = patient
      self.detail = detail
      self.previous = previous
      self.change = change
    }

    public var tags: [String] {
      [patient.tag] + [change?.tag, detail.phone?.tag].compactMap(\.self)
    }
  }

  // MARK: State

  public struct State: Sendable {
    public var isEnrolled = false
    public var phone: PhoneNumber?
    public var email: EmailAddress?
    public var address: PostalAddress?
    public var requests: [ContactChangeID: ChangeRequested] = [:]
    public var done: Set<ContactChangeID> = []
    var codes = OneTimeCodes.initial

    /// What a detail takes the place of.
    func previous(_ detail: Detail) -> ContactPoint? {
      if detail.phone != nil { return phone.map(ContactPoint.phone) }
      return detail.email.flatMap { _ in email.map(ContactPoint.email) }
    }

    func isSo(_ detail: Detail) -> Bool {
      detail.phone.map { $0 == phone } ?? true && detail.email.map { $0 == email } ?? true
        && detail.address.map { $0 == address } ?? true
    }
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Account.Enrolled:
      state.isEnrolled = true
      state.phone = event.phone
    case let event as Registration.Registered: state.email = event.email
    case let event as ChangeRequested: state.requests[event.change] = event
    case let event as Changed:
      state.phone = event.detail.phone ?? state.phone
      state.email = event.detail.email ?? state.email
      state.address = event.detail.address ?? state.address
      if let change = event.change { state.done.insert(change) }
    default: OneTimeCodes.evolve(&state.codes, event)
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case request(PatientID, Detail)
    case confirm(PatientID, ContactChangeID, CodeCheck)
    /// Staff, who have seen the patient.
    case correct(PatientID, Detail)

    public var patient: PatientID {
      switch self {
      case .request(let patient, _), .confirm(let patient, _, _), .correct(let patient, _): patient
      }
    }
  }

  public enum Failure: Refusal, Equatable {
    case unknownPatient
    /// There is neither a phone nor an e-mail to send a code to.
    case noWay
    case unknownChange
    case code(OneTimeCodes.Failure)

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .noWay: "contact.noWay"
      case .unknownChange: "contact.unknownChange"
      case .code(let failure): failure.code
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient: "I can't do that here. Please call the clinic."
      case .noWay:
        "I have no phone or e-mail of yours to check with. Please call the clinic to change this."
      case .unknownChange: "There is no such change to confirm. Please start again."
      case .code(let failure): failure.message
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    let own = Boundary.Item(
      tags: [command.patient.tag],
      types: [Account.Enrolled.self, Registration.Registered.self, Changed.self])
    switch command {
    case .request, .correct: return Boundary([own])
    case .confirm(_, let change, let check):
      return Boundary([own, .init(tags: [change.tag]), OneTimeCodes.boundary(of: check)])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    if case .correct = command { return [.administrator, .frontDesk] }
    return []
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard state.isEnrolled else { throw .unknownPatient }
    switch command {
    case .request(let patient, let detail):
      if state.isSo(detail) { return [] }
      guard state.phone != nil || state.email != nil else { throw .noWay }
      return [
        ChangeRequested(
          patient: patient, change: context.newIdentifier("C"), detail: detail)
      ]
    case .confirm(let patient, let change, let check):
      guard let request = state.requests[change], request.patient == patient else {
        throw .unknownChange
      }
      if state.done.contains(change) { return [] }
      let code: any PatientEvent
      do throws(OneTimeCodes.Failure) {
        code = try OneTimeCodes.redeem(
          check, for: .contactChange, of: patient, state.codes, context)
      } catch { throw .code(error) }
      guard code is OneTimeCodes.CodeUsed else { return [code] }
      return [
        code,
        Changed(
          patient: patient, detail: request.detail, previous: state.previous(request.detail),
          change: change),
      ]
    case .correct(let patient, let detail):
      if state.isSo(detail) { return [] }
      return [
        Changed(
          patient: patient, detail: detail, previous: state.previous(detail), change: nil)
      ]
    }
  }
}

extension ContactChangeID {
  /// The tag of what is about one change.
  public var tag: String { "contactChange:\(value)" }
}
