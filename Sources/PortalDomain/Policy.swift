/// The clinic's numbers. No rule has a number of its own.
public struct Policy: Codable, Hashable, Sendable {
  /// Which policy it is; recorded with every decision.
  public var version = 1
  /// The part of a supply, in percent, that must be used up before it's refilled.
  public var refillAtPercentUsed = 75
  /// How many business days a refill takes from the request to the patient.
  public var refillBusinessDays = 2
  /// How many business days a doctor has to answer a request for a renewal.
  public var renewalBusinessDays = 2
  /// Schedules III to V: how often a prescription may be refilled (21 CFR 1306.22).
  public var controlledRefills = 5
  /// Schedules III to V: how many months a prescription may be refilled (21 CFR 1306.22).
  public var controlledMonths = 6
  /// How many wrong PINs lock an account.
  public var signInAttempts = 5
  /// The first lock-out, in seconds; each further one doubles it.
  public var lockOutSeconds = 30
  /// The longest lock-out, in seconds.
  public var longestLockOutSeconds = 3600
  /// How long a proven identity lasts in a conversation, in seconds.
  public var sessionSeconds = 1800
  /// Bookings and the waitlist.
  public var appointments = AppointmentsPolicy()
  /// The numbers of billing.
  public var billing = BillingPolicy()
  /// The numbers of forms.
  public var forms = FormsPolicy()
  /// Accounts, codes, consents and proxies.
  public var account = AccountPolicy()

  /// Automatic refills, adherence, messages to the pharmacy.
  public var prescriptions = PrescriptionsPolicy()
  /// Notices and the outbox.
  public var notices = NoticesPolicy()
  /// The accounting of disclosures.
  public var disclosures = DisclosuresPolicy()
  /// When a patient sees what the clinic learned of them, and how they share it.
  public var records = RecordsPolicy()
  /// How messages are answered, and what may be sent.
  public var messages = MessagesPolicy()
  /// How answers by text are sent.
  public var replies = RepliesPolicy()

  public init() {}
}
