/// Who of the staff sees which part of what the clinic knows of a patient: what their work needs, and no
/// more (45 CFR 164.502(b), 164.514(d)(2)).
extension Disclosures {
  /// Those who may see a part of it, to do something.
  ///
  /// Whoever runs the clinic answers for its audits, reports and erasures, and may see every part for
  /// that, and none to treat somebody. Whoever hands a record out at its patient's word may see what is
  /// handed out.
  ///
  /// - Parameters:
  ///   - matter: the part.
  ///   - purpose: what for.
  public static func readers(of matter: Matter, for purpose: Purpose) -> Set<Role> {
    switch purpose {
    case .treatment, .payment: readers(of: matter)
    case .operations: readers(of: matter).union([.administrator])
    case .patientRequest: [.administrator, .frontDesk, .nurse, .provider]
    }
  }

  /// Those whose daily work needs a part of it.
  public static func readers(of matter: Matter) -> Set<Role> {
    switch matter {
    // Whoever serves a patient has to know who it is.
    case .account: Set(Role.allCases)
    // What is billed hangs on the visit.
    case .appointments: [.administrator, .biller, .frontDesk, .nurse, .provider]
    case .billing: [.administrator, .biller, .frontDesk]
    case .documents, .forms: [.frontDesk, .nurse, .provider]
    // The front desk asks for a refill when the patient calls.
    case .medicines: [.frontDesk, .nurse, .pharmacist, .provider]
    // Of the threads each sees those that are for them: ``Messages/CareRole/staff``.
    case .messages: [.biller, .frontDesk, .nurse, .provider]
    // Whoever hands out a medicine checks allergies and conditions.
    case .summary: [.nurse, .pharmacist, .provider]
    case .notes, .reports, .results: [.nurse, .provider]
    }
  }
}

extension Staff.Member {
  /// Whether one of their roles sees a part of a record.
  public func mayRead(_ matter: Disclosures.Matter, for purpose: Disclosures.Purpose) -> Bool {
    !Disclosures.readers(of: matter, for: purpose).isDisjoint(with: roles)
  }
}
