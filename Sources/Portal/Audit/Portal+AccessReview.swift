internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

extension Portal {
  /// Records that somebody is shown who looked at whose record, of several patients; called before
  /// it's shown.
  ///
  /// - Parameters:
  ///   - staff: the one of the staff whose looks are shown, if only theirs are.
  ///   - times: the time that is shown, if not all.
  ///   - origin: who looks.
  public func noteListing(
    by staff: String? = nil, at times: Range<Date>? = nil, as origin: Origin
  ) async throws {
    let from = times.flatMap { $0.lowerBound == .distantPast ? nil : $0.lowerBound }
    let until = times.flatMap { $0.upperBound == .distantFuture ? nil : $0.upperBound }
    try await perform(
      AccessReviews.self, .list(.init(from: from, until: until, staff: staff)), as: origin)
  }

  /// The name of the log, which its checkpoints bear.
  public var logName: String {
    get throws { String(try log.verifierKey().prefix { $0 != "+" }) }
  }

  /// Goes through who looked at whose record, the oldest first, and marks what is unusual.
  ///
  /// - Parameters:
  ///   - patient: only looks at this one's record.
  ///   - staff: only those of one of the staff.
  ///   - times: only those of a time; all unless given.
  ///   - limits: from when on what is unusual.
  ///   - body: takes one look; answers whether to go on.
  public func reviewAccess(
    to patient: PatientID? = nil, by staff: String? = nil, at times: Range<Date>? = nil,
    limits: AccessReview.Limits = AccessReview.Limits(),
    _ body: (AccessReview.Look) throws -> Bool
  ) throws {
    var review = AccessReview(limits, timeZone)
    let members = Dictionary(
      try self.staff().map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    var relations: [PatientID: (family: String?, team: Set<ProviderID>)] = [:]
    let query = Query(
      types: Disclosures.events.map { $0.name }, tags: patient.map { [$0.accountingTag] } ?? [])
    try replay(query) { recorded in
      guard let stored = recorded.event, let event = try EventCoding.decode(stored),
        let access = event as? any AccessEvent,
        let entry = Disclosures.Entry(
          event, position: recorded.position, time: recorded.time,
          origin: try? EventMetadata(of: stored).origin)
      else { return true }
      if let times, !times.contains(entry.time) { return entry.time < times.upperBound }
      var member: Staff.Member?
      if case .staff(let name) = entry.actor { member = members[name] }
      if let staff, entry.actor != .staff(staff) { return true }
      if relations[access.patient] == nil {
        // Bounded, so that any number of patients streams by in the same memory.
        if relations.count > 10_000 { relations = [:] }
        relations[access.patient] = (
          try profile(of: access.patient)?.familyName,
          Set(try careTeam(of: access.patient).map(\.provider))
        )
      }
      let known = relations[access.patient]
      let isOfTeam = member?.provider.map { known?.team.contains($0) ?? false }
      let names = [member?.fullName, member?.name.value].compactMap(\.self)
      return try body(
        review.take(
          entry, of: access.patient, names: names,
          .init(familyName: known?.family, isOfCareTeam: isOfTeam)))
    }
  }
}
