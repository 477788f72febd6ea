/// How a patient wants to be dealt with.
public enum Preferences: Feature {
  public static let events: [any DomainEvent.Type] = [Changed.self]

  // MARK: Events

  public enum Language: String, Codable, Sendable, CaseIterable {
    case english = "en"
    case spanish = "es"
  }

  /// By which way reminders come.
  public enum ReminderChannel: String, Codable, Sendable, CaseIterable {
    case text, email, both, off
  }

  /// A time of the day in which no message is sent; it may go over midnight.
  public struct QuietHours: Codable, Hashable, Sendable {
    /// Minutes since midnight, 0 to 1439; the first quiet one.
    public let from: Int
    /// The first minute that is not quiet any more. The same as `from`: no quiet hours.
    public let until: Int

    /// - Returns: `nil` where a minute is none of a day.
    public init?(from: Int, until: Int) {
      guard (0..<1440).contains(from), (0..<1440).contains(until) else { return nil }
      self.from = from
      self.until = until
    }

    /// Whether a minute of the day is quiet.
    public func contains(minute: Int) -> Bool {
      from <= until ? (from..<until).contains(minute) : minute >= from || minute < until
    }
  }

  /// What a patient set, each `nil` where it stays as it is.
  public struct Change: Codable, Hashable, Sendable {
    public var language: Language?
    public var reminders: ReminderChannel?
    public var quietHours: QuietHours?
    /// Whether every sign-in is told to the patient.
    public var signInAlerts: Bool?

    public init(
      language: Language? = nil, reminders: ReminderChannel? = nil, quietHours: QuietHours? = nil,
      signInAlerts: Bool? = nil
    ) {
      self.language = language
      self.reminders = reminders
      self.quietHours = quietHours
      self.signInAlerts = signInAlerts
    }
  }

  /// A patient wants some things otherwise.
  public struct Changed: PatientEvent {
    public static let name = "account.preferencesChanged.v1"
    public let patient: PatientID
    public let change: Change

    public init(patient: PatientID, change: Change) {
      self.patient = patient
      self.change = change
    }
  }

  // MARK: State

  public struct Settings: Codable, Hashable, Sendable {
    public var language = Language.english
    public var reminders = ReminderChannel.text
    /// The patient's own; besides them the policy's hours hold.
    public var quietHours: QuietHours?
    public var signInAlerts = false

    public init() {}

    mutating func apply(_ change: Change) {
      language = change.language ?? language
      reminders = change.reminders ?? reminders
      quietHours = change.quietHours ?? quietHours
      signInAlerts = change.signInAlerts ?? signInAlerts
    }
  }

  public struct State: Sendable {
    public var isEnrolled = false
    public var settings = Settings()
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case is Account.Enrolled: state.isEnrolled = true
    case let event as Changed: state.settings.apply(event.change)
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case change(PatientID, Change)
  }

  public enum Failure: Refusal, Equatable {
    case unknownPatient

    public var code: String { "account.unknown" }
    public var message: String { "I can't do that here. Please call the clinic." }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .change(let patient, _):
      Boundary([.init(tags: [patient.tag], types: [Account.Enrolled.self, Changed.self])])
    }
  }

  public static func roles(for command: Command) -> Set<Role> { [.administrator, .frontDesk] }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard state.isEnrolled else { throw .unknownPatient }
    switch command {
    case .change(let patient, let change):
      var changed = state.settings
      changed.apply(change)
      return changed == state.settings ? [] : [Changed(patient: patient, change: change)]
    }
  }
}
