public import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

extension Portal {
  /// Erases a patient: what they told the clinic can't be read by anybody any more, in this store and
  /// every copy of it. What the law wants kept stays: who was shown what, and that they were erased.
  ///
  /// - Parameters:
  ///   - patient: who is to be erased.
  ///   - reason: why; it stands in the certificate.
  ///   - origin: who does it.
  /// - Returns: the certificate.
  /// - Throws: `LogError` with `subjectErased` for who was erased already, `invalid` for nobody known.
  public func erase(
    _ patient: PatientID, reason: String, as origin: Origin
  ) async throws -> Erasure {
    let metadata = EventMetadata(origin: origin, policy: policy.version)
    return try await log.erase(
      patient.logSubject, reason: reason, metadata: Array(try JSONEncoder().encode(metadata)))
  }

  /// The certificate of a patient's erasure; `nil` where they were not erased.
  public func erasure(of patient: PatientID) throws -> Erasure? {
    try log.erasure(of: patient.logSubject)
  }
}
