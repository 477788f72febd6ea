/// Something that happened, as it is stored.
///
/// The JSON of an event is the storage format: once released, an event is never changed, only
/// followed by a new version that older ones are lifted to.
public protocol DomainEvent: Codable, Sendable {
  /// The stable name with its version: `prescription.refillRequested.v1`.
  static var name: String { get }
  /// Whose keys seal it.
  var subject: EventSubject { get }
  /// What it can be found by, each `kind:value`.
  var tags: [String] { get }
  /// Whether the law wants it kept when its subject is erased. Such an event holds no more health data
  /// than it was kept for.
  static var outlivesErasure: Bool { get }
}

extension DomainEvent {
  /// Where nothing is said, an event goes with its subject.
  public static var outlivesErasure: Bool { false }
}

/// Whose data an event holds, and so with whom it is erased.
public enum EventSubject: Hashable, Sendable {
  case patient(PatientID)
  /// A phone that no patient is known by.
  case phone(PhoneNumber)
  /// Nobody: the clinic's own affairs.
  case clinic
}

/// Every event that this version of the portal knows, by its name.
public enum EventCatalogue {
  public static let types: [any DomainEvent.Type] =
    [
      Appointments.events,
      Clinic.events,
      Billing.events,
      Account.events, OneTimeCodes.events, Registration.events, Credentials.events,
      ContactDetails.events, Preferences.events, OptOuts.events, Proxies.events, HelpDesk.events,
      StrangerSignIns.events, CareTeams.events,
      Conversations.events, Callbacks.events,
      AccessReviews.events, Disclosures.events,
      Notices.events,
      Forms.events,
      Education.events,
      Messages.events,
      Prescriptions.events,
      Records.events,
      Shares.events,
      Staff.events,
      Analytics.events,
    ].flatMap(\.self)

  /// Events of earlier releases that a later version took the place of.
  public static let retired: [any RetiredEvent.Type] = [Shares.UsedBefore.self]

  /// - Parameter name: the stable name of an event.
  /// - Returns: its type, or `nil` where this version does not know it.
  public static func type(named name: String) -> (any DomainEvent.Type)? {
    known.type(named: name)
  }

  /// All of the above, looked up by name.
  public static let known = KnownEvents(types, retired: retired)
}
