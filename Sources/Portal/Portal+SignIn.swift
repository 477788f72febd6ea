internal import Dispatch
internal import EventStore
internal import PortalCrypto
public import PortalDomain

/// Proving who one is.
extension Portal {
  /// Sets a patient's PIN, of which only a slow hash is kept.
  @discardableResult
  public func setPIN(
    _ pin: String, of patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    let hash = try await Self.offPool { try Password.hash(pin) }
    return try await perform(Account.self, .setPIN(patient, hash: hash), as: origin)
  }

  /// Takes a PIN for a patient. Wrong ones are counted, and lock the account for a while.
  ///
  /// - Returns: what was recorded, and why the PIN was not accepted, if it wasn't.
  public func signIn(
    _ patient: PatientID, pin: String, as origin: Origin
  ) async throws -> (changes: [RecordedChange], failure: Account.Failure?) {
    let clock = ContinuousClock()
    let start = clock.now
    let query = query(of: Account.self, Boundary(tags: patient.tag))
    let hash = try load(Account.self, query).0.pinHash
    let loading = clock.now - start
    // Without a PIN as much work is done as with one, so that the time tells nothing.
    let (matches, begun) = try await Self.offPool {
      let begun = clock.now
      guard let hash else {
        _ = try Password.hash(pin)
        return (false, begun)
      }
      return (Password.verify(pin, against: hash), begun)
    }
    // Whether something is recorded, and how much there was to read, is hidden in half as much again.
    let end = clock.now + (clock.now - begun) / 2 - loading
    let answer = try await answer(to: matches, patient, origin)
    try await clock.sleep(until: end)
    return answer
  }

  private func answer(
    to matches: Bool, _ patient: PatientID, _ origin: Origin
  ) async throws -> (changes: [RecordedChange], failure: Account.Failure?) {
    do {
      let changes = try await perform(
        Account.self, .signIn(patient, pinMatches: matches), as: origin)
      return (changes, changes.contains { $0.event is Account.SignedIn } ? nil : .wrongPIN)
    } catch let failure as Account.Failure {
      return ([], failure)
    }
  }

  /// Hashing takes a good part of a second and 64 MiB: it runs one at a time, and not on one of
  /// Swift's few threads.
  static func offPool<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      hashing.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  private static let hashing = DispatchQueue(label: "portal.hashing")
}
