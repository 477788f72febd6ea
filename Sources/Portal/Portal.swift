public import EventStore
public import Foundation
internal import PortalCrypto
public import PortalDomain
internal import Projections

/// The application: one open store, its rules and its read models.
///
/// There is one way to change something, ``perform(_:_:as:)``, and the views to look at.
public final class Portal: Sendable {
  let log: EventLog
  let engine: ProjectionEngine
  let accesses: AccessJournal
  let clock: @Sendable () -> Date
  /// The clinic's directory as it was read last, and from which rows.
  let lastDirectory = Locked<(rows: [[UInt8]], directory: Clinic.State)?>(nil)
  public let timeZone: TimeZone
  public let policy: Policy
  public let clinic: ClinicProfile
  /// Who moves the money.
  public let payments: any PaymentProcessor
  /// Takes one-time codes to the patients; without one, whoever asked for a code does.
  public let codeSender: (any CodeSender)?

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - store: the store's folder.
  ///   - keys: the folder of its keys; beside the store unless named.
  ///   - rootKey: where its root key comes from.
  ///   - policy: the clinic's numbers.
  ///   - clinic: its name and phone.
  ///   - payments: who moves the money.
  ///   - readModels: what becomes of those that are behind, and who is told of a fault.
  ///   - codeSender: takes one-time codes to the patients.
  ///   - clock: says what time it is.
  /// - Throws: `LogError`.
  public init(
    opening store: String, keys: String? = nil, rootKey: RootKeySource = .file,
    policy: Policy = Policy(),
    clinic: ClinicProfile = ClinicProfile(),
    payments: any PaymentProcessor = SandboxProcessor(),
    readModels: ReadModelOptions = ReadModelOptions(),
    codeSender: (any CodeSender)? = nil,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    engine = ProjectionEngine(ReadModels.all, options: readModels.engine)
    var options = EventLog.Options()
    options.clock = clock
    options.rootKey = rootKey
    options.views = [engine]
    log = try EventLog.open(store, keys: keys, options: options)
    accesses = Self.accessJournal(log, policy)
    self.clock = clock
    self.policy = policy
    self.clinic = clinic
    self.payments = payments
    self.codeSender = codeSender
    timeZone = TimeZone(identifier: "America/Chicago") ?? .gmt
  }

  /// One that shows what another showed at an instant. It's for looking alone: its clock stands still,
  /// and its decisions would know nothing of what came after.
  ///
  /// - Parameter engine: what reads the rows of that time.
  init(_ present: Portal, asOf instant: Date, reading engine: ProjectionEngine) {
    self.engine = engine
    log = present.log
    accesses = present.accesses
    clock = { instant }
    policy = present.policy
    clinic = present.clinic
    payments = present.payments
    codeSender = nil
    timeZone = present.timeZone
  }

  /// Finishes what was accepted.
  public func close() async { await log.close() }

  /// What a decision of this moment may know.
  public var context: Context {
    Context(now: clock(), timeZone: timeZone, policy: policy, makeCode: Self.makeCode)
  }

  /// Carries out a command of a feature: reads what the decision depends on, decides, and appends
  /// under the condition that nothing of it changed meanwhile; where it did, decides anew.
  ///
  /// - Parameters:
  ///   - feature: whose rules decide.
  ///   - command: what is wanted.
  ///   - origin: who wants it, and by which way.
  /// - Returns: what was recorded; nothing where everything was so already.
  /// - Throws: the feature's refusal, `Staff.Failure` or `Proxies.Failure` for who may not, or
  ///   `LogError`.
  @discardableResult
  public func perform<F: Feature>(
    _ feature: F.Type, _ command: F.Command, as origin: Origin
  ) async throws -> [RecordedChange] {
    try authorize(feature, command, as: origin)
    let query = query(of: feature, F.boundary(of: command))
    var tries = 0
    while true {
      let (state, last) = try load(feature, query)
      try authorize(F.roles(for: command, state), command, as: origin)
      let events = try F.decide(command, state, context)
      try authorize(events, as: origin)
      do {
        let changes = try await record(
          events, as: origin, if: .noEvents(matching: query, after: last))
        return changes + (await offerFreedSlots(after: changes))
      } catch let error as LogError where error.code == .conditionFailed && tries < 8 {
        tries += 1
      }
    }
  }

  /// The log's query for what a decision depends on.
  func query<F: Feature>(of feature: F.Type, _ boundary: Boundary) -> Query {
    Query(
      boundary.items.map { item in
        Query.Item(
          types: (item.types ?? F.events.map { $0.name })
            .flatMap(EventCatalogue.known.storedNames), tags: item.tags)
      })
  }

  /// What a feature knows, and the last position that it knows of.
  ///
  /// - Parameter last: the last event that counts; that of now unless given.
  func load<F: Feature>(
    _ feature: F.Type, _ query: Query, upTo last: UInt64? = nil
  ) throws -> (F.State, UInt64) {
    let last = try last ?? log.head()
    var state = F.initial
    for recorded in try log.read(query, upTo: last) {
      if let event = try recorded.event.flatMap(EventCoding.decode) { F.evolve(&state, event) }
    }
    return (state, last)
  }

  /// Records what happened, all of it or nothing.
  @discardableResult
  public func record(
    _ events: [any DomainEvent], as origin: Origin, if condition: AppendCondition? = nil
  ) async throws -> [RecordedChange] {
    if events.isEmpty { return [] }
    let metadata = EventMetadata(origin: origin, policy: policy.version)
    let receipt = try await log.append(
      try EventCoding.encode(events, metadata), if: condition)
    let changes = zip(receipt.positions, events).map { RecordedChange(position: $0, event: $1) }
    Self.recorder?.note(changes)
    return changes
  }

  /// Eight characters that people can read out: no vowels, nothing that looks like another.
  private static func makeCode() -> String {
    let alphabet = Array("23456789BCDFGHJKMNPQRTVWXYZ")
    return String((0..<8).map { _ in alphabet.randomElement() ?? "2" })
  }
}

/// An event, and where it stands in the log.
public struct RecordedChange: Sendable {
  public let position: UInt64
  public let event: any DomainEvent

  /// The event's stable name.
  public var name: String { type(of: event).name }
}
