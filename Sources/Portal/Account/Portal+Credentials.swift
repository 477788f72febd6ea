internal import EventStore
internal import PortalCrypto
public import PortalDomain

/// Username, password and sessions.
extension Portal {
  /// How far a sign-in has come.
  public enum SignInStep: Sendable {
    case signedIn(Credentials.SessionStarted)
    /// The password was right; a code is on its way.
    case code(CodeID, to: String)
    case failed(Credentials.Failure)
  }

  /// Gives a patient a username.
  @discardableResult
  public func chooseUsername(
    _ username: String, of patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    try Username.check(username, policy.account)
    return try await perform(
      Credentials.self,
      .chooseUsername(patient, Username(username, key: usernameKey(username))), as: origin)
  }

  /// Gives a patient who has proven who they are a password; it signs them out everywhere.
  ///
  /// - Throws: `Credentials.Failure.weakPassword` with what is weak about it.
  @discardableResult
  public func setPassword(
    _ password: String, of patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    guard let profile = try profile(of: patient) else {
      throw Credentials.Failure.unknownPatient
    }
    let hash = try await hash(password, for: .init(profile))
    return try await perform(Credentials.self, .setPassword(patient, hash: hash), as: origin)
  }

  /// Takes a username and a password. It takes as long, and answers the same, for a wrong password as
  /// for a username of nobody.
  ///
  /// - Parameters:
  ///   - username: as it was typed; case doesn't count.
  ///   - password: as it was typed.
  ///   - device: what the device is known by; an unknown one is always asked for a code.
  ///   - reason: what the patient signs in for.
  ///   - origin: who does it, and by which way.
  public func signIn(
    username: String, password: String, device: String? = nil, reason: Credentials.Reason? = nil,
    as origin: Origin
  ) async throws -> SignInStep {
    let device = device.map { log.keyedHash($0, for: "device") }
    return try await prove(PasswordRules.normalized(password)) {
      guard let patient = try patient(withUsername: username) else { return (nil, nil) }
      return (try credentials(of: patient).passwordHash, patient)
    } answer: { (matches, patient: PatientID?) in
      do {
        return try await give(matches, patient, username, device, reason, origin)
      } catch let failure as Credentials.Failure {
        return .failed(failure)
      }
    }
  }

  private func give(
    _ matches: Bool, _ patient: PatientID?, _ username: String, _ device: String?,
    _ reason: Credentials.Reason?, _ origin: Origin
  ) async throws -> SignInStep {
    do {
      guard let patient else { throw Credentials.Failure.notSignedIn }
      let changes = try await perform(
        Credentials.self, .givePassword(patient, matches: matches, device: device, reason),
        as: origin)
      guard matches else { return .failed(.notSignedIn) }
      for case let session as Credentials.SessionStarted in changes.map(\.event) {
        return .signedIn(session)
      }
      return try await sendSignInCode(to: patient, origin)
    } catch Credentials.Failure.notSignedIn {
      // Nobody's username is locked like anybody's.
      do {
        _ = try await countStranger("username \(Username.compared(username))", as: origin)
        return .failed(.notSignedIn)
      } catch StrangerSignIns.Failure.locked(let until) {
        return .failed(.locked(until: until))
      }
    }
  }

  private func sendSignInCode(to patient: PatientID, _ origin: Origin) async throws -> SignInStep {
    guard let profile = try profile(of: patient) else { return .failed(.notSignedIn) }
    let purpose = try credentials(of: patient).purpose(policy.account)
    do {
      let issued = try await issueCode(
        to: patient, for: purpose, at: try contactPoint(of: profile), as: origin)
      return .code(issued.id, to: issued.to.masked)
    } catch let failure as OneTimeCodes.Failure {
      return .failed(.code(failure))
    }
  }

  /// Takes the code that ended ``signIn(username:password:device:reason:as:)``.
  public func signIn(
    code id: CodeID, _ code: String, device: String? = nil, reason: Credentials.Reason? = nil,
    as origin: Origin
  ) async throws -> SignInStep {
    let device = device.map { log.keyedHash($0, for: "device") }
    let (check, issued) = try check(id, code)
    guard let patient = issued?.patient else { return .failed(.code(.notAccepted)) }
    do {
      let changes = try await perform(
        Credentials.self, .giveCode(patient, check, device: device, reason), as: origin)
      for case let session as Credentials.SessionStarted in changes.map(\.event) {
        return .signedIn(session)
      }
      return .failed(.code(.notAccepted))
    } catch let failure as Credentials.Failure {
      return .failed(failure)
    }
  }

  /// A session that is still good; `nil` where it ended, ran out or never was.
  public func session(_ id: SessionID) throws -> Credentials.SessionStarted? {
    let started = query(
      of: Credentials.self,
      Boundary([.init(tags: [id.tag], types: [Credentials.SessionStarted.self])]))
    guard let patient = try load(Credentials.self, started).0.sessions[id]?.patient else {
      return nil
    }
    let all = query(of: Credentials.self, Credentials.boundary(of: .endSession(patient, id)))
    guard let session = try load(Credentials.self, all).0.sessions[id],
      session.expiresAt > context.now
    else { return nil }
    return session
  }

  // MARK: Security questions

  /// Sets up a patient's security questions, where the clinic uses them.
  @discardableResult
  public func setSecurityQuestions(
    _ answers: [(question: String, answer: String)], of patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    guard policy.account.securityQuestions else { throw Credentials.Failure.questionsOff }
    let count = policy.account.questionCount
    let plain = answers.map { Self.plain($0.answer) }
    guard answers.count == count, plain.allSatisfy({ !$0.isEmpty }) else {
      throw Credentials.Failure.questionCount(count)
    }
    let hashes = try await Self.offPool { try plain.map { try Password.hash($0) } }
    return try await perform(
      Credentials.self,
      .setQuestions(
        patient, zip(answers, hashes).map { .init(question: $0.question, hash: $1) }),
      as: origin)
  }

  /// Whether answers are those of a patient; `nil` where none are asked.
  func match(_ answers: [String], _ patient: PatientID) async throws -> Bool? {
    let questions = try credentials(of: patient).questions
    guard policy.account.securityQuestions, !questions.isEmpty else { return nil }
    let plain = answers.map(Self.plain)
    return try await Self.offPool {
      // All are compared, whichever is wrong.
      let matches = zip(plain, questions).map { Password.verify($0, against: $1.hash) }
      return plain.count == questions.count && matches.allSatisfy(\.self)
    }
  }

  /// Answers are remembered by sense, not by the letter.
  private static func plain(_ answer: String) -> String {
    PasswordRules.normalized(answer.lowercased()).filter { $0.isLetter || $0.isNumber }
  }

  // MARK: Hashing

  /// - Throws: `Credentials.Failure.weakPassword`.
  func hash(_ password: String, for owner: PasswordRules.Owner) async throws -> String {
    if let weakness = PasswordRules.weakness(of: password, for: owner, policy.account) {
      throw Credentials.Failure.weakPassword(weakness)
    }
    return try await Self.offPool { try Password.hash(PasswordRules.normalized(password)) }
  }

  /// What a sign-in knows of a patient.
  func credentials(of patient: PatientID) throws -> Credentials.State {
    let boundary = Credentials.boundary(
      of: .givePassword(patient, matches: false, device: nil, nil))
    return try load(Credentials.self, query(of: Credentials.self, boundary)).0
  }
}

extension PasswordRules.Owner {
  init(_ profile: Profile) {
    self.init(
      names: [profile.givenName, profile.familyName], birthDate: profile.birthDate,
      username: profile.username)
  }
}
