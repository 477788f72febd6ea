public import EventStore
public import PortalDomain
internal import Projections

/// Receipts that prove themselves: what a patient can hand to anybody, who verifies it offline.
extension Portal {
  /// What can be proven.
  public enum Provable: Sendable, Hashable {
    /// That a payment was taken.
    case payment(PaymentID)
    /// That a refill or renewal was asked for.
    case refill(RefillID)

    var query: Query {
      switch self {
      case .payment(let id): Query(types: [Billing.PaymentTaken.name], tags: [id.tag])
      case .refill(let id):
        Query(
          types: [
            Prescriptions.RefillRequested.name, Prescriptions.RenewalRequested.name,
          ], tags: ["refill:\(id)"])
      }
    }
  }

  /// What proves itself.
  public struct ProvenReceipt: Sendable {
    public let patient: PatientID
    /// Where it stands in the log.
    public let position: UInt64
    /// It discloses this one event to whoever has it.
    public let proof: EventProof
  }

  /// Makes the receipt of a payment or refill: that somebody gets it is recorded first.
  ///
  /// - Parameters:
  ///   - thing: what is to be proven.
  ///   - path: the file of the checkpoint that it's to rest on; that of now unless named.
  ///   - origin: who asks; patients get their own alone.
  /// - Returns: `nil` where there is no such thing, it isn't theirs, or its patient was erased.
  /// - Throws: what ``noteAccess(to:_:for:as:)`` refuses, or `LogError`.
  public func receipt(
    of thing: Provable, inCheckpoint path: String? = nil, as origin: Origin
  ) async throws -> ProvenReceipt? {
    guard let recorded = try log.read(thing.query, upTo: try log.head(), limit: 1).first,
      let event = recorded.event, let patient = event.patient
    else { return nil }
    var purpose = Disclosures.Purpose.patientRequest
    switch origin.actor {
    case .patient(let id) where id != patient: return nil
    case .proxy(_, for: let principal) where principal != patient: return nil
    case .unknown: return nil
    case .patient, .proxy: break
    case .staff, .system: purpose = .operations
    }
    try await noteAccess(to: patient, [.init(ofType: event.type)], for: purpose, as: origin)
    return ProvenReceipt(
      patient: patient, position: recorded.position,
      proof: try log.proof(of: recorded.position, inCheckpoint: path))
  }
}
