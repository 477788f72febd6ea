internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

extension Portal {
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
