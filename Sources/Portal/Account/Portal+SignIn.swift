internal import EventStore
internal import PortalCrypto
public import PortalDomain

/// Proving who one is by text: a PIN.
extension Portal {
  /// Sets a patient's PIN, of which only a slow hash is kept.
  ///
  /// - Throws: `Account.Failure.weakPIN` for one that anybody would try first.
  @discardableResult
  public func setPIN(
    _ pin: String, of patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    try Account.checkPIN(pin, policy.account)
    let hash = try await Self.offPool { try Password.hash(pin) }
    return try await perform(Account.self, .setPIN(patient, hash: hash), as: origin)
  }

  /// Takes a PIN for a patient. Wrong ones are counted, and lock the account for a while; so are those
  /// for nobody, by the phone that they come from.
  ///
  /// - Returns: what was recorded, and why the PIN was not accepted, if it wasn't.
  public func signIn(
    _ patient: PatientID, pin: String, as origin: Origin
  ) async throws -> (changes: [RecordedChange], failure: Account.Failure?) {
    let query = query(
      of: Account.self, Account.boundary(of: .signIn(patient, pinMatches: false)))
    return try await prove(pin) {
      (try load(Account.self, query).0.pinHash, ())
    } answer: { matches, _ in
      try await answer(to: matches, patient, origin)
    }
  }

  private func answer(
    to matches: Bool, _ patient: PatientID, _ origin: Origin
  ) async throws -> (changes: [RecordedChange], failure: Account.Failure?) {
    do {
      let changes = try await perform(
        Account.self, .signIn(patient, pinMatches: matches), as: origin)
      return (changes, changes.contains { $0.event is Account.SignedIn } ? nil : .wrongPIN)
    } catch let failure as Account.Failure {
      guard failure == .noPIN || failure == .unknownPatient else { return ([], failure) }
      do {
        let phone = origin.conversation ?? patient.value
        return (try await countStranger("phone \(phone)", as: origin), failure)
      } catch StrangerSignIns.Failure.locked(let until) {
        return ([], .locked(until: until))
      }
    }
  }

  /// Counts a try to sign in as nobody.
  func countStranger(
    _ name: String, as origin: Origin
  ) async throws -> [RecordedChange] {
    try await perform(
      StrangerSignIns.self, .fail(key: log.keyedHash(name, for: "stranger")), as: origin)
  }
}
