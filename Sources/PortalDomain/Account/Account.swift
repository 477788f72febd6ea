/// Who the patients are, how they prove it by text, and what they agreed to.
///
/// Passwords and sessions are ``Credentials``, codes ``OneTimeCodes``; who acts for whom, ``Proxies``.
public enum Account: Feature {
  public static let events: [any DomainEvent.Type] = [
    Enrolled.self, PINSet.self, SignedIn.self, SignInFailed.self, ConsentGiven.self,
    ConsentWithdrawn.self, Unlocked.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case enrol(Enrolled)
    case setPIN(PatientID, hash: String)
    /// For one number alone, or for all of them.
    case consent(PatientID, Topic, phone: PhoneNumber? = nil, given: Bool)
    /// Someone gave a PIN; whether it was the right one was found out with the hash of the state.
    case signIn(PatientID, pinMatches: Bool)
    case unlock(PatientID)

    public var patient: PatientID {
      switch self {
      case .enrol(let event): event.patient
      case .setPIN(let patient, _), .consent(let patient, _, _, _), .signIn(let patient, _),
        .unlock(let patient):
        patient
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    let tag = command.patient.tag
    switch command {
    case .enrol(let event):
      return Boundary(
        [.init(tags: [tag], types: [Enrolled.self])]
          + [event.clinicNumber].compactMap(\.self).map {
            .init(tags: ["clinicNumber:\($0)"], types: [Enrolled.self])
          })
    case .setPIN: return Boundary([.init(tags: [tag], types: [Enrolled.self, PINSet.self])])
    case .consent:
      return Boundary([
        .init(tags: [tag], types: [Enrolled.self, ConsentGiven.self, ConsentWithdrawn.self])
      ])
    case .signIn, .unlock:
      return Boundary([
        .init(
          tags: [tag],
          types: [
            Enrolled.self, PINSet.self, SignedIn.self, SignInFailed.self, Unlocked.self,
            Credentials.PasswordFailed.self,
          ])
      ])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .enrol, .setPIN, .unlock: [.administrator, .frontDesk]
    case .consent: [.administrator, .frontDesk, .nurse, .provider]
    case .signIn: []
    }
  }
}
