public import Foundation
public import Portal
public import PortalDomain

/// What the bot makes of a message: what it says, what it wants done, and where the dialogue
/// stands then.
public struct Turn: Sendable {
  public var replies: [String] = []
  public var dialogue: Dialogue
  public let intent: Intent
  /// What is to be done before the turn is over; its outcome goes back to the bot.
  public var action: Action?
  /// What staff have to know.
  public var notes: [Note] = []
  /// What of the patient's data the replies tell; it's noted who was told.
  public var told: Set<Disclosures.Matter> = []
  /// A record that the patient gets as a file.
  public var file: RecordFile?
  /// The message, without what must not be kept.
  let text: String

  init(_ dialogue: Dialogue, _ intent: Intent, _ text: String) {
    self.dialogue = dialogue
    self.intent = intent
    self.text = text
  }

  /// Something that only the application can do.
  public enum Action: Sendable {
    case signIn(pin: String)
    case prescriptions(Prescriptions.Command)
    case perform(Step)
  }

  /// How an action ended.
  public enum Outcome: Sendable {
    case signedIn(PatientID)
    case signInFailed(Account.Failure)
    case done([any DomainEvent])
    case refused(any Refusal)
    case performed(Step, Done)
  }

  public enum Note: Sendable {
    case safety(SafetyConcern)
    /// It was asked whether there is a danger; and the answer was that there's none.
    case asked(SafetyConcern)
    case denied
    case handOff
  }
}

/// What the bot may look at. It reads; it never writes.
public protocol ClinicFacts: Sendable {
  var context: Context { get }
  var clinic: ClinicProfile { get }
  func patients(withPhone phone: PhoneNumber) throws -> [PatientID]
  func profile(of patient: PatientID) throws -> Profile?
  func prescriptions(of patient: PatientID) throws -> Prescriptions.State

  func balance(of patient: PatientID) throws -> Portal.Balance
  func methods(of patient: PatientID) throws -> [Billing.Method]
  func payments(
    of patient: PatientID, page: Int, size: Int
  ) throws -> Portal.Page<Billing.Payment>

  func openSlots(matching query: SlotQuery, after: SlotID?, limit: Int) throws -> [Slot]
  func slot(_ id: SlotID) throws -> Slot?
  func spoken(_ slot: Slot) throws -> String
  func upcomingAppointments(of patient: PatientID) throws -> [Visit]
  func appointment(_ id: AppointmentID) throws -> Visit?
  func waits(of patient: PatientID) throws -> [Wait]

  func latestResults(
    of patient: PatientID, at now: Date?
  ) throws -> (shown: [Records.Entry], pending: [Records.Pending])
  func trend(of patient: PatientID, code: String, at now: Date?) throws -> Records.Trend?
  func reports(
    of patient: PatientID, kind: Records.Kind?, at now: Date?, page: Int
  ) throws -> [Records.Entry]
  func visitNotes(of patient: PatientID, at now: Date?, page: Int) throws -> [Records.Entry]
  func summary(of patient: PatientID) throws -> Records.Summary

  func threads(of patient: PatientID, page: Int?) throws -> [Messages.Thread]
  func messages(
    in id: ThreadID, of patient: PatientID, limit: Int
  ) throws -> [Messages.Message]
  func openForms(of patient: PatientID) throws -> [Forms.Form]
  func form(_ id: FormID, of patient: PatientID) throws -> Forms.Form?
  func principals(of patient: PatientID) throws -> [Proxies.Grant]
  func may(
    _ person: PatientID, actFor patient: PatientID, in matter: Disclosures.Matter?
  ) throws -> Bool
  func unreadMessages(of patient: PatientID) throws -> Int
  func history(
    of id: PrescriptionID, _ patient: PatientID, limit: Int
  ) throws -> [Prescriptions.HistoryEntry]

  func announcements(
    on day: LocalDate?, at place: String?, for audience: Notices.Audience
  ) throws -> [Notices.AnnouncementPublished]
  func articles(matching text: String, limit: Int) -> [Article]
  func articles(for patient: PatientID) throws -> [Portal.Suggestion]
  func disclosures(
    of patient: PatientID, on days: ClosedRange<LocalDate>?, limit: Int
  ) throws -> [Disclosures.Entry]
  func shares(of patient: PatientID) throws -> [Shares.Share]
  func guarantors(of patient: PatientID) throws -> [GuarantorID]
  func receipt(_ payment: PaymentID) throws -> Portal.Receipt?
  func adherence(
    to id: PrescriptionID, of patient: PatientID, in period: ClosedRange<LocalDate>?
  ) throws -> Adherence?
  func directory() throws -> Clinic.State
  func isOn(_ feature: PortalFeature, at place: PlaceID?) throws -> Bool
  func careTeam(of patient: PatientID) throws -> [Portal.CareTeamMember]
}
