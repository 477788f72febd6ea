internal import EventStore
internal import Foundation
internal import PortalCrypto
public import PortalDomain
internal import Projections

/// Sharing a record with another provider.
extension Portal {
  /// Lets another provider see parts of a patient's record, and makes the code that opens it once.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - recipient: who is let in, as the patient calls them.
  ///   - scope: which parts.
  ///   - until: the last day; as long as the policy says unless given.
  ///   - origin: who does it, and by which way.
  /// - Returns: the share, its code, which is told nobody else and kept nowhere, and what was recorded.
  /// - Throws: `Shares/Failure`, or `LogError`.
  public func share(
    recordOf patient: PatientID, with recipient: String, _ scope: Shares.Scope = .everything,
    until: LocalDate? = nil, as origin: Origin
  ) async throws -> (share: ShareID, code: String, changes: [RecordedChange]) {
    let id: ShareID = context.newIdentifier("S")
    let code = newShareCode()
    let hash = try await Self.offPool { try Password.hash(code) }
    let changes = try await perform(
      Shares.self,
      .create(patient, id, recipient: recipient, scope, until: until, codeHash: hash), as: origin)
    return (id, code, changes)
  }

  /// Makes a new code in the place of a used or void one.
  public func newCode(
    for share: ShareID, of patient: PatientID, as origin: Origin
  ) async throws -> String {
    let code = newShareCode()
    let hash = try await Self.offPool { try Password.hash(code) }
    try await perform(Shares.self, .issueCode(patient, share, codeHash: hash), as: origin)
    return code
  }

  /// Opens a share with its code, which works once. Every use is recorded before anything is shown, and
  /// so is every wrong code.
  ///
  /// Whether there is such a share at all isn't told, and takes as long to find out.
  ///
  /// - Returns: what the share shows.
  /// - Throws: `Shares/Failure`, or `LogError`.
  public func openShare(
    _ id: ShareID, code: String, as origin: Origin
  ) async throws -> PatientRecord {
    let row = try log.views { rows, snapshot in
      try engine.reader(OpenShares.self).row(id.value, of: .clinic, rows, snapshot)
    }
    let share = try row.flatMap { row in
      try shares(of: row.patient).first { $0.id == id }
    }
    let hash = share?.codeHash
    let matched = try await Self.offPool { () throws -> String? in
      guard let hash else {
        _ = try Password.hash(code)
        return nil
      }
      return Password.verify(Self.normalized(code), against: hash) ? hash : nil
    }
    guard let row, let share else { throw Shares.Failure.unknown }
    let changes = try await perform(
      Shares.self, .use(row.patient, id, matched: matched), as: origin)
    guard changes.contains(where: { $0.event is Shares.Used }) else {
      throw Shares.Failure.wrongCode
    }
    return try record(of: row.patient, share.scope)
  }

  /// With whom a patient shares or shared their record, the newest first.
  public func shares(of patient: PatientID) throws -> [Shares.Share] {
    try log.views { rows, snapshot in
      try engine.reader(ShareList.self).rows(of: .patient(patient), rows, snapshot)
    }.sorted { ($1.createdAt, $0.id.value) < ($0.createdAt, $1.id.value) }
  }

  /// Notes the end of each share whose time has come; a worker does this once in a while.
  ///
  /// A share ends by itself: this only writes it down.
  @discardableResult
  public func expireShares(as origin: Origin) async throws -> [RecordedChange] {
    var changes: [RecordedChange] = []
    for share in try endedShares() {
      changes += try await perform(Shares.self, .expire(share.patient, share.id), as: origin)
    }
    return changes
  }

  /// The shares whose time has come, and whose end isn't noted yet.
  func endedShares() throws -> [(patient: PatientID, id: ShareID)] {
    let now = clock()
    return try log.views { rows, snapshot in
      try engine.reader(OpenShares.self).rows(of: .clinic, rows, snapshot)
    }.filter { $0.expiresAt <= now }.map { ($0.patient, $0.share) }
  }

  /// Characters that can be read out, as many as the policy says.
  private func newShareCode() -> String {
    let alphabet = Array("23456789BCDFGHJKMNPQRTVWXYZ")
    return String(
      (0..<policy.records.shareCodeLength).map { _ in alphabet.randomElement() ?? "2" })
  }

  /// A code as it was made, however it was typed.
  private static func normalized(_ code: String) -> String {
    code.uppercased().filter { $0.isLetter || $0.isNumber }
  }
}
