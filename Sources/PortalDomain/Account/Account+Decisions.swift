public import Foundation

extension Account {
  public enum Failure: Refusal, Equatable {
    case unknownPatient
    case wrongPIN
    case locked(until: Date)
    case noPIN
    /// A PIN that is too short or too long, or that anybody would try first.
    case weakPIN(digits: ClosedRange<Int>)
    /// Another patient has that clinic number.
    case clinicNumberTaken

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .wrongPIN: "account.wrongPIN"
      case .locked: "account.locked"
      case .noPIN: "account.noPIN"
      case .weakPIN: "account.weakPIN"
      case .clinicNumberTaken: "account.clinicNumberTaken"
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient, .noPIN:
        "I can't check that PIN here. Please call the clinic to set up texting."
      case .wrongPIN: "That PIN doesn't match. Please try again."
      case .locked: "Too many wrong PINs. For your safety, please wait a while and try again."
      case .weakPIN(let digits):
        "Please choose a PIN of \(digits.lowerBound) to \(digits.upperBound) digits that is hard to "
          + "guess: not 1234, not all the same."
      case .clinicNumberTaken: "Another patient has that clinic number. Please check it."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if case .enrol(let enrolled) = command {
      if state.patients.contains(enrolled.patient) { return [] }
      guard state.patients.isEmpty else { throw .clinicNumberTaken }
      return [enrolled]
    }
    guard state.patients.contains(command.patient) else { throw .unknownPatient }
    switch command {
    case .enrol: return []
    case .setPIN(let patient, let hash):
      return state.pinHash == hash ? [] : [PINSet(patient: patient, hash: hash)]
    case .consent(let patient, let topic, let phone, let given):
      if state.consents.isSo(topic, phone, given) { return [] }
      return given
        ? [ConsentGiven(patient: patient, topic: topic, phone: phone)]
        : [ConsentWithdrawn(patient: patient, topic: topic, phone: phone)]
    case .signIn(let patient, let pinMatches):
      guard state.pinHash != nil else { throw .noPIN }
      if let until = state.lockedUntil, until > context.now { throw .locked(until: until) }
      guard !pinMatches else { return [SignedIn(patient: patient)] }
      return [
        SignInFailed(
          patient: patient, lockedUntil: context.lockOut(afterFailures: state.failures + 1))
      ]
    case .unlock(let patient):
      return state.failures == 0 && !state.hasPasswordFailures ? [] : [Unlocked(patient: patient)]
    }
  }

  /// Whether a PIN is fit to be one; it throws why not. Checked before it's hashed.
  public static func checkPIN(_ pin: String, _ policy: AccountPolicy) throws(Failure) {
    let digits = policy.pinMinimum...policy.pinMaximum
    let values = pin.utf8.map { Int($0) }
    let isNumber = pin.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
    // 1111, 1234 and 4321 are the first that anybody tries.
    guard isNumber, digits.contains(values.count), ![[0], [1], [-1]].contains(steps) else {
      throw .weakPIN(digits: digits)
    }
  }
}
