import Portal
import PortalDomain

/// The clinic's side of an open portal: one of the staff, and how they are shown things.
struct StaffDesk {
  let portal: Portal
  /// Who it is.
  let name: String
  let isJSON: Bool

  var origin: Origin { Origin(actor: .staff(name), channel: .staff) }

  /// The patient whom a text names by id, clinic number or phone.
  func patient(_ text: String) throws -> PatientID { try portal.patient(named: text) }

  /// Carries out a command of a feature, and prints what was recorded.
  @discardableResult
  func perform<F: Feature>(
    _ feature: F.Type, _ command: F.Command
  ) async throws -> [RecordedChange] {
    let changes = try await portal.perform(feature, command, as: origin)
    try show(changes)
    return changes
  }

  /// Notes that a patient's data is about to be shown; called before it's printed.
  func noteAccess(
    to patient: PatientID, _ matters: Set<Disclosures.Matter>,
    for purpose: Disclosures.Purpose = .operations
  ) async throws {
    try await portal.noteAccess(to: patient, matters, for: purpose, as: origin)
  }

  /// The same of several patients, as in a list.
  func noteAccess(
    toEach patients: some Sequence<PatientID>, _ matters: Set<Disclosures.Matter>,
    for purpose: Disclosures.Purpose = .operations
  ) async throws {
    try await portal.noteAccess(toEach: patients, matters, for: purpose, as: origin)
  }

  /// Prints what was recorded, an event a line; where nothing was, it's said to people.
  func show(_ changes: [RecordedChange]) throws {
    for change in changes {
      try show(
        "\(change.name) at position \(change.position)",
        ["position": JSONValue(change.position), "type": .text(change.name)])
    }
    if changes.isEmpty { say("Nothing changed: it was so already.") }
  }

  /// Prints a thing: a line for people, or an object for programs.
  func show(_ text: @autoclosure () -> String, _ object: [String: JSONValue]) throws {
    print(isJSON ? try JSONLine.encode(object) : text().printable)
  }

  /// Prints what only people need to be told.
  func say(_ text: @autoclosure () -> String) {
    if !isJSON { print(text()) }
  }
}
