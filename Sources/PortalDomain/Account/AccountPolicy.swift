/// The numbers of accounts, codes, consents and proxies.
public struct AccountPolicy: Codable, Hashable, Sendable {
  /// From what age on somebody may have an account (16 CFR 312.2).
  public var minimumAge = 13
  /// The terms and conditions in force, which whoever registers accepts.
  public var termsVersion = "2026-01"
  /// How many days an activation code is good for.
  public var activationDays = 30
  /// How many wrong tries an activation code takes.
  public var activationTries = 5

  /// How long a password is at least and at most, in characters (NIST SP 800-63B, 5.1.1.2).
  public var passwordMinimum = 8
  public var passwordMaximum = 128
  public var usernameMinimum = 4
  public var usernameMaximum = 64
  public var pinMinimum = 4
  public var pinMaximum = 8

  /// How long a one-time code is good for, in seconds.
  public var codeSeconds = 600
  /// How many tries a one-time code takes.
  public var codeTries = 5
  /// How many one-time codes a patient is sent within ``codeWindowSeconds``.
  public var codesPerWindow = 5
  public var codeWindowSeconds = 3600

  /// Whether a password alone never signs in.
  public var needsSecondFactor = true
  /// How long a session lasts, in seconds.
  public var sessionSeconds = 1800
  /// Whether security questions are asked, besides a code and never instead of one (NIST SP 800-63B
  /// no longer counts them as an authenticator).
  public var securityQuestions = false
  /// How many security questions are set up and asked.
  public var questionCount = 3

  /// How many requests for help are taken from one phone or for one patient within a day.
  public var helpRequestsPerDay = 3

  /// What is taken as agreed to until it's withdrawn: notices about one's own care (47 CFR
  /// 64.1200(a)(9)(iv)).
  public var assumedConsents: Set<Account.Topic> = [.remindersByText, .messagesByText]

  /// From what age on a child's proxy sees less.
  public var teenAge = 12
  /// When a child's proxies end, and from what age on one may act for others.
  public var adultAge = 18
  /// What a proxy with limited scope may see and do (for teens, Minn. Stat. 144.341–144.347).
  public var limitedMatters: Set<Disclosures.Matter> = [.appointments, .billing, .forms]
  /// How many proxies a patient has, and for how many one acts.
  public var proxyLimit = 10
  /// How many providers a patient's care team has.
  public var careTeamLimit = 20

  /// How long an answer takes at least that must not tell whether an account exists, in milliseconds.
  public var answerMilliseconds = 150

  public init() {}
}
