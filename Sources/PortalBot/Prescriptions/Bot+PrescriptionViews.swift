internal import PortalDomain

/// What a patient takes, and where a refill is.
extension Bot {
  func listPrescriptions(_ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.medicines)
    let active = try facts.prescriptions(of: patient).prescriptions.filter(\.isActive)
    guard !active.isEmpty else {
      turn.replies.append(phrases.noPrescriptions)
      return
    }
    guard try naming(for: turn) == .inFull else {
      turn.replies.append(phrases.namesNotAgreed)
      return
    }
    turn.replies.append(phrases.list(active))
  }

  func showStatus(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.told.insert(.medicines)
    let naming = try naming(for: turn)
    let named = Set(understanding.medications.map(\.value))
    let open = try facts.prescriptions(of: patient).prescriptions.filter { prescription in
      prescription.openRequest != nil
        && (named.isEmpty || named.contains(prescription.medicine.name))
    }
    guard !open.isEmpty else {
      turn.replies.append(phrases.nothingUnderWay)
      return
    }
    for prescription in open {
      guard let request = prescription.openRequest else { continue }
      turn.replies.append(phrases.status(request, prescription, naming, facts.context.today))
    }
  }
}
