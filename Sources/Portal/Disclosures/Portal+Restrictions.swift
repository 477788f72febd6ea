internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// What the staff see of a record, and records that only the patient's care team sees.
extension Portal {
  /// Whether only the patient's care team sees the record, and who breaks the glass.
  public func isRestricted(_ patient: PatientID) throws -> Bool {
    let query = Query(types: Disclosures.restrictions.map { $0.name }, tags: [patient.tag])
    return try log.read(query, backwards: true, limit: 1).first?.event?.type
      == Disclosures.Restricted.name
  }

  /// Refuses who isn't of the care team, no administrator, and didn't say why they must look.
  func checkRestriction(
    of patient: PatientID, _ member: Staff.Member, _ matters: Set<Disclosures.Matter>
  ) throws {
    guard try isRestricted(patient), !member.roles.contains(.administrator) else { return }
    if let provider = member.provider,
      try careTeam(of: patient).contains(where: { $0.provider == provider })
    {
      return
    }
    guard matters.isSubset(of: try seenThroughGlass(of: patient, by: member.name.value)) else {
      throw Disclosures.Failure.restricted
    }
  }

  /// Refuses who sees something that their work doesn't need.
  func checkRoles(
    of member: Staff.Member, _ matters: Set<Disclosures.Matter>, for purpose: Disclosures.Purpose
  ) throws {
    let beyond = Disclosures.Matter.allCases.first {
      matters.contains($0) && !member.mayRead($0, for: purpose)
    }
    if let beyond {
      throw Staff.Failure.mayNotSee(
        beyond, needs: Disclosures.readers(of: beyond, for: purpose))
    }
  }

  /// The parts of a record that one of the staff lately said why they must see.
  func seenThroughGlass(
    of patient: PatientID, by name: String
  ) throws -> Set<Disclosures.Matter> {
    let since = clock().addingTimeInterval(-60 * Double(policy.disclosures.glassMinutes))
    let query = Query(types: [Disclosures.GlassBroken.name], tags: [patient.accountingTag])
    var matters: Set<Disclosures.Matter> = []
    for recorded in try log.read(query, backwards: true, limit: 256) where recorded.time >= since {
      guard let stored = recorded.event,
        let broken = try EventCoding.decode(stored) as? Disclosures.GlassBroken,
        case .staff(name) = try EventMetadata(of: stored).origin.actor
      else { continue }
      matters.formUnion(broken.matters)
    }
    return matters
  }
}
