internal import Foundation
public import PortalDomain

/// What in who looked at whose record deserves a second look. A sign is a question, not a charge.
public struct AccessReview: Sendable {
  /// One look, and what is unusual about it.
  public struct Look: Sendable {
    public let patient: PatientID
    public let entry: Disclosures.Entry
    /// In one order, each once; usually none.
    public let signs: [Sign]
  }

  /// Why a look deserves a second one.
  public enum Sign: String, Sendable, CaseIterable {
    /// Somebody looked who otherwise may not.
    case brokenGlass
    /// The patient bears the name of who looked.
    case ownFamilyName
    /// A doctor looked who isn't of the patient's care team.
    case notOfCareTeam
    /// The clinic was closed.
    case afterHours
    /// Who looked has looked at many patients in little time.
    case manyPatients
  }

  /// From when on what is unusual.
  public struct Limits: Sendable {
    /// How many patients one of the staff may see within ``minutes``.
    public var patients = 30
    /// The minutes that they are counted in.
    public var minutes = 60
    /// The hour at which work begins.
    public var opens = 7
    /// The hour at which it ends.
    public var closes = 19

    /// What fits a clinic with office hours.
    public init() {}
  }

  /// What is known of a patient and of who looks.
  struct Relation {
    var familyName: String?
    /// `nil` for who is no doctor.
    var isOfCareTeam: Bool?
  }

  private let limits: Limits
  private let calendar: Calendar
  /// When who last looked at whom, of those who did within the limit.
  private var recent: [Origin.Actor: [PatientID: Date]] = [:]

  init(_ limits: Limits, _ timeZone: TimeZone) {
    self.limits = limits
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
  }

  /// Takes up the next look.
  ///
  /// - Parameter names: what who looks is called.
  mutating func take(
    _ entry: Disclosures.Entry, of patient: PatientID, names: [String], _ relation: Relation
  ) -> Look {
    guard case .staff = entry.actor, let actor = entry.actor else {
      return Look(
        patient: patient, entry: entry, signs: entry.kind == .glassBroken ? [.brokenGlass] : [])
    }
    var signs: Set<Sign> = []
    if entry.kind == .glassBroken { signs.insert(.brokenGlass) }
    if relation.isOfCareTeam == false { signs.insert(.notOfCareTeam) }
    if let family = relation.familyName?.lowercased(),
      names.contains(where: { $0.lowercased().split(separator: " ").contains { $0 == family } })
    {
      signs.insert(.ownFamilyName)
    }
    let hour = calendar.component(.hour, from: entry.time)
    if hour < limits.opens || hour >= limits.closes || calendar.isDateInWeekend(entry.time) {
      signs.insert(.afterHours)
    }
    let start = entry.time.addingTimeInterval(-Double(limits.minutes) * 60)
    var seen = recent[actor, default: [:]].filter { $0.value > start }
    seen[patient] = entry.time
    recent[actor] = seen
    if seen.count > limits.patients { signs.insert(.manyPatients) }
    return Look(
      patient: patient, entry: entry, signs: Sign.allCases.filter { signs.contains($0) })
  }
}
