public import PortalDomain

/// Looking at health data leaves a trace.
extension Portal {
  /// Records that somebody is shown a patient's data; called before it's shown.
  ///
  /// - Parameters:
  ///   - matters: which parts of it.
  ///   - purpose: why.
  ///   - origin: who looks, and by which way.
  /// - Throws: `Proxies.Failure` where a proxy may not see it, `Staff.Failure` for nobody on the staff,
  ///   or `LogError`; nothing must be shown then.
  public func noteAccess(
    to patient: PatientID, _ matters: Set<Disclosures.Matter>, for purpose: Disclosures.Purpose,
    as origin: Origin
  ) async throws {
    try authorize(seeing: matters, of: patient, as: origin)
    try await record(
      [Disclosures.Viewed(patient: patient, matters: matters, purpose: purpose)], as: origin)
  }
}
