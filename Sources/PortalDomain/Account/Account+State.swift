public import Foundation

extension Account {
  public struct State: Sendable {
    /// Who is enrolled, of those that the command is about.
    public var patients: Set<PatientID> = []
    public var pinHash: String?
    public var consents = ConsentList()
    public var failures = 0
    public var lockedUntil: Date?
    /// Whether a wrong password was given since the last unlocking.
    public var hasPasswordFailures = false
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Enrolled: state.patients.insert(event.patient)
    case let event as PINSet: state.pinHash = event.hash
    case is SignedIn:
      state.failures = 0
      state.lockedUntil = nil
    case let event as SignInFailed:
      state.failures += 1
      state.lockedUntil = event.lockedUntil ?? state.lockedUntil
    case is Credentials.PasswordFailed: state.hasPasswordFailures = true
    case is Unlocked:
      state.failures = 0
      state.lockedUntil = nil
      state.hasPasswordFailures = false
    default: state.consents.evolve(event)
    }
  }

  /// What a patient agreed to and what not, for every number and for single ones.
  public struct ConsentList: Codable, Hashable, Sendable {
    // In one order, so that equal lists have equal bytes.
    private var entries: [Entry] = []

    public init() {}

    private struct Entry: Codable, Hashable, Sendable {
      let topic: Topic
      let phone: PhoneNumber?
      var given: Bool

      var key: (String, String) { (topic.rawValue, phone?.value ?? "") }
    }

    /// What was said of a topic, for a number alone or for all; `nil` where nothing was.
    public subscript(topic: Topic, phone: PhoneNumber?) -> Bool? {
      get { entries.first { $0.topic == topic && $0.phone == phone }?.given }
      set {
        entries.removeAll { $0.topic == topic && $0.phone == phone }
        guard let newValue else { return }
        let entry = Entry(topic: topic, phone: phone, given: newValue)
        entries.insert(entry, at: entries.firstIndex { $0.key > entry.key } ?? entries.endIndex)
      }
    }

    /// What is agreed to for every number.
    public var topics: Set<Topic> {
      Set(entries.filter { $0.phone == nil && $0.given }.map(\.topic))
    }

    /// Whether a topic may be sent to a number: what was said of this number counts before what was
    /// said of all, and that before what is assumed.
    public func allows(_ topic: Topic, at phone: PhoneNumber?, _ policy: Policy) -> Bool {
      phone.flatMap { self[topic, $0] } ?? self[topic, nil]
        ?? policy.account.assumedConsents.contains(topic)
    }

    /// Takes in that a consent was given or withdrawn. What is said of all numbers takes the place of
    /// what was said of single ones.
    public mutating func evolve(_ event: any DomainEvent) {
      switch event {
      case let event as ConsentGiven: set(event.topic, event.phone, true)
      case let event as ConsentWithdrawn: set(event.topic, event.phone, false)
      default: break
      }
    }

    private mutating func set(_ topic: Topic, _ phone: PhoneNumber?, _ given: Bool) {
      if phone == nil { entries.removeAll { $0.topic == topic } }
      self[topic, phone] = given
    }

    /// Whether giving or withdrawing would change anything.
    func isSo(_ topic: Topic, _ phone: PhoneNumber?, _ given: Bool) -> Bool {
      let differing = entries.contains { $0.topic == topic && $0.given != given }
      return phone == nil
        ? self[topic, nil] == given && !differing
        : (self[topic, phone] ?? self[topic, nil]) == given
    }
  }
}
