/// Who acts for whom: parents for children, and whom a patient trusts.
public enum Proxies: Feature {
  public static let events: [any DomainEvent.Type] = [
    Granted.self, Appointed.self, Ended.self, Released.self,
  ]

  // MARK: State

  public struct State: Sendable {
    public var birthDates: [PatientID: LocalDate] = [:]
    /// What was granted and not ended; some may have run out.
    public var grants: [GrantID: Grant] = [:]

    func grants(on day: LocalDate, where matches: (Grant) -> Bool) -> [Grant] {
      grants.values.filter { grant in grant.endsOn.map { day < $0 } ?? true && matches(grant) }
    }
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Account.Enrolled: state.birthDates[event.patient] = event.birthDate
    case let event as Granted: state.grants[event.grant.id] = event.grant
    case let event as Appointed: state.grants[event.grant.id] = event.grant
    case let event as Ended: state.grants[event.grant] = nil
    case let event as Released: state.grants[event.grant] = nil
    default: break
    }
  }

  // MARK: Decisions

  /// What somebody is to be granted.
  public struct Wish: Sendable {
    public var patient: PatientID
    public var proxy: PatientID
    public var relation: Relation
    public var scope: Scope
    /// The first day; today without one.
    public var startsOn: LocalDate?
    /// The first day on which it's over.
    public var endsOn: LocalDate?

    public init(
      patient: PatientID, proxy: PatientID, relation: Relation, scope: Scope,
      startsOn: LocalDate? = nil, endsOn: LocalDate? = nil
    ) {
      self.patient = patient
      self.proxy = proxy
      self.relation = relation
      self.scope = scope
      self.startsOn = startsOn
      self.endsOn = endsOn
    }
  }

  public enum Command: Sendable {
    case grant(Wish)
    /// By the patient, the proxy or staff.
    case end(PatientID, proxy: PatientID, reason: String)
  }

  public enum Failure: Refusal, Equatable {
    case unknownPatient
    case oneself
    /// Who acts for others must be of age.
    case tooYoung(minimum: Int)
    /// For a teen nobody has full scope.
    case teen
    case wrongDates
    case tooMany(limit: Int)
    /// There is a grant between the two already; it's ended before another is made.
    case granted
    /// A proxy wanted what is beyond what they may see or do, or has no grant (any more).
    case beyondScope

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .oneself: "proxy.oneself"
      case .tooYoung: "proxy.tooYoung"
      case .teen: "proxy.teen"
      case .wrongDates: "proxy.wrongDates"
      case .tooMany: "proxy.tooMany"
      case .granted: "proxy.granted"
      case .beyondScope: "proxy.beyondScope"
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient: "I can't do that here. Please call the clinic."
      case .oneself: "Nobody needs a proxy to act for themselves."
      case .tooYoung(let minimum): "Who acts for someone else must be \(minimum) or older."
      case .teen: "For a teen, a parent can have limited access only."
      case .wrongDates: "Access must end after it starts, and before the child comes of age."
      case .tooMany(let limit): "There can be \(limit) at most. Please end another one first."
      case .granted: "There is access already. Please end it before you change it."
      case .beyondScope: "You can't see or do that for this person. Please call the clinic."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .grant(let wish):
      Boundary([
        .init(tags: [wish.patient.tag], types: events + [Account.Enrolled.self]),
        .init(tags: [wish.proxy.tag], types: events + [Account.Enrolled.self]),
      ])
    case .end(let patient, _, _):
      Boundary([.init(tags: [patient.tag], types: events + [Account.Enrolled.self])])
    }
  }

  public static func roles(for command: Command) -> Set<Role> { [.administrator, .frontDesk] }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .grant(let wish):
      guard let grant = try grant(wish, state, context) else { return [] }
      return [Granted(grant: grant), Appointed(grant: grant)]
    case .end(let patient, let proxy, let reason):
      guard state.birthDates[patient] != nil else { throw .unknownPatient }
      let ended = state.grants.values.filter { $0.patient == patient && $0.proxy == proxy }
        .sorted { $0.id.value < $1.id.value }
      return ended.flatMap { grant -> [any DomainEvent] in
        [
          Ended(patient: patient, grant: grant.id, proxy: proxy, reason: reason),
          Released(patient: proxy, grant: grant.id, principal: patient),
        ]
      }
    }
  }

  /// - Returns: `nil` where it's granted so already.
  private static func grant(
    _ wish: Wish, _ state: State, _ context: Context
  ) throws(Failure) -> Grant? {
    let policy = context.policy.account
    guard wish.patient != wish.proxy else { throw .oneself }
    guard let birthDate = state.birthDates[wish.patient],
      let proxysBirthDate = state.birthDates[wish.proxy]
    else { throw .unknownPatient }
    guard proxysBirthDate.years(until: context.today) >= policy.adultAge else {
      throw .tooYoung(minimum: policy.adultAge)
    }
    let start = wish.startsOn ?? context.today
    let isMinor = birthDate.years(until: start) < policy.adultAge
    let teenFrom = birthDate.birthday(policy.teenAge)
    let comesOfAge = birthDate.birthday(policy.adultAge)
    guard wish.scope == .limited || !isMinor || start < teenFrom else { throw .teen }
    let end = isMinor ? min(wish.endsOn ?? comesOfAge, comesOfAge) : wish.endsOn
    guard end.map({ start < $0 && context.today < $0 }) ?? true else { throw .wrongDates }
    let grant = Grant(
      id: context.newIdentifier("G"), patient: wish.patient, proxy: wish.proxy,
      relation: wish.relation, scope: wish.scope, startsOn: start, endsOn: end,
      limitedFrom: isMinor && wish.scope == .full ? teenFrom : nil)
    let same = state.grants(on: context.today) {
      $0.patient == wish.patient && $0.proxy == wish.proxy
    }
    if same.contains(where: { $0.isSame(as: grant) }) { return nil }
    guard same.isEmpty else { throw .granted }
    for limited in [
      state.grants(on: context.today) { $0.patient == wish.patient },
      state.grants(on: context.today) { $0.proxy == wish.proxy },
    ] {
      guard limited.count < policy.proxyLimit else { throw .tooMany(limit: policy.proxyLimit) }
    }
    return grant
  }

  /// Whether a grant is good for a part of what the clinic knows of a patient.
  public static func allows(
    _ matter: Disclosures.Matter, _ grant: Grant, on day: LocalDate, _ policy: AccountPolicy
  ) -> Bool {
    switch grant.scope(on: day) {
    case .full: true
    case .limited: policy.limitedMatters.contains(matter)
    case nil: false
    }
  }
}

extension Proxies.Grant {
  /// Whether it says the same, but for its name and its first day.
  func isSame(as other: Proxies.Grant) -> Bool {
    (patient, proxy, relation, scope) == (other.patient, other.proxy, other.relation, other.scope)
      && endsOn == other.endsOn && limitedFrom == other.limitedFrom
  }
}

extension LocalDate {
  /// The day on which somebody born on this one is so many years old; on the 28th of February for who
  /// was born on a leap day is a day too early, so that it's the 1st of March.
  func birthday(_ age: Int) -> LocalDate {
    let day = adding(months: 12 * age)
    return day.years(from: self) < age ? day.adding(days: 1) : day
  }

  private func years(from birthDate: LocalDate) -> Int { birthDate.years(until: self) }
}
