internal import EventStore
internal import Foundation
internal import GRDB
internal import PortalDomain
internal import Projections

/// Takes events of the log into the tables.
///
/// It writes what the events of one batch say, and is gone with its transaction.
final class Facts {
  let database: Database
  let harbor: SafeHarbor
  /// When the event that is being taken in was recorded.
  private(set) var time = Date.distantPast
  /// Where it stands in the log. It's shown to nobody: an order of all events would tell how far each
  /// person's days are moved.
  private(set) var position: UInt64 = 0
  private var event: NewEvent?
  private var people: [String: SafeHarbor.Person] = [:]
  private var days: [String: Int] = [:]
  private var years: [YearOfType: Int] = [:]

  private struct YearOfType: Hashable {
    let year: Int
    let type: String
  }

  init(_ database: Database, _ harbor: SafeHarbor) {
    self.database = database
    self.harbor = harbor
  }

  /// - Returns: whether rows went, so that their place is to be wiped.
  func take(_ recorded: RecordedEvent) throws -> Bool {
    (time, position) = (recorded.time, recorded.position)
    let day = LocalDate(recorded.time, in: .gmt)
    days[day.description, default: 0] += 1
    guard let event = recorded.event else { return false }
    self.event = event
    years[YearOfType(year: day.year, type: event.type), default: 0] += 1
    if event.type == Erasure.eventType { return try forget(event) }
    guard let subject = event.subject?.name, let decoded = try EventCoding.decode(event) else {
      return false
    }
    let person = person(subject)
    switch event.type.prefix(while: { $0 != "." }) {
    case "account", "consent": try takePeople(decoded, person)
    case "appointment", "waitlist": try takeVisits(decoded, person)
    case "prescription": try takePrescriptions(decoded, person)
    case "record": try takeRecords(decoded, person)
    case "message": try takeMessages(decoded, person)
    case "statement", "payment", "plan": try takeBilling(decoded, person)
    case "form": try takeForms(decoded, person)
    case "notice": try takeNotices(decoded, person)
    case "conversation": try takeConversations(decoded, person)
    default: break
    }
    return false
  }

  /// Writes what was counted.
  func finish() throws {
    for (day, count) in days {
      try run(
        """
        INSERT INTO events_per_day VALUES (?, ?)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """, [day, count])
    }
    for (key, count) in years {
      try run(
        """
        INSERT INTO events_per_year VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """, [key.year, key.type, count])
    }
  }

  /// Takes all out that was known of who was erased.
  private func forget(_ event: NewEvent) throws -> Bool {
    guard let subject = event.subject?.name else { return false }
    let key = person(subject).key
    try run("DELETE FROM patients WHERE patient = ?", [key])
    try run("DELETE FROM conversations WHERE person = ?", [key])
    return true
  }

  /// By which way the event came about.
  var channel: String? {
    event.flatMap { try? EventMetadata(of: $0).origin.channel.rawValue }
  }

  /// Who a subject of the log is.
  func person(_ subject: String) -> SafeHarbor.Person {
    if let known = people[subject] { return known }
    let person = harbor.person(subject)
    people[subject] = person
    return person
  }

  /// The day on which the event was recorded, moved.
  func day(_ person: SafeHarbor.Person) -> String {
    String(harbor.moment(time, of: person).prefix(10))
  }

  // MARK: Rows

  /// Makes a patient's row where there is none yet.
  func know(_ person: SafeHarbor.Person) throws {
    try run("INSERT OR IGNORE INTO patients (patient) VALUES (?)", [person.key])
  }

  /// Adds a row of a patient's. One that is there already stays as it is.
  func add(
    _ table: String, of person: SafeHarbor.Person,
    _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>
  ) throws {
    try know(person)
    let columns = values.map(\.key).joined(separator: ", ")
    let places = repeatElement(", ?", count: values.count).joined()
    try run(
      "INSERT INTO \(table) (patient, \(columns)) VALUES (?\(places)) ON CONFLICT DO NOTHING",
      [person.key] + values.map(\.value))
  }

  /// Changes what is known of a thing; nothing where it isn't.
  func set(
    _ table: String, _ key: String, _ value: Int64,
    _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>
  ) throws {
    let columns = values.map { "\($0.key) = ?" }.joined(separator: ", ")
    try run(
      "UPDATE \(table) SET \(columns) WHERE \(key) = ?", values.map(\.value) + [value])
  }

  /// Runs a statement, which is compiled once a connection.
  func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }
}
