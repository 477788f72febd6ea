internal import PortalDomain

extension Phrases {
  var noPrescriptions: String { say(.noPrescriptions) }
  var notOnList: String { say(.notOnList) }
  var nothingUnderWay: String { say(.nothingUnderWay) }
  var namesNotAgreed: String { say(.namesNotAgreed) }

  /// The medicine's name, where it may be said.
  private func name(_ prescription: Prescriptions.Prescription, _ naming: Naming) -> String {
    naming == .inFull ? prescription.medicine.label : say(.namedMedicine)
  }

  private func doctor(_ prescription: Prescriptions.Prescription) -> String {
    prescription.prescriber ?? say(.yourDoctor)
  }

  private func pharmacy(_ prescription: Prescriptions.Prescription) -> String {
    prescription.pharmacy ?? say(.yourPharmacy)
  }

  /// What will be done on a yes.
  ///
  /// - Parameter times: how often the answer could not be read: the words change with it.
  func readBack(
    _ proposal: Dialogue.Proposal, _ prescription: Prescriptions.Prescription, _ naming: Naming,
    times: Int
  ) -> String {
    var values = [
      "name": name(prescription, naming), "doctor": doctor(prescription),
      "pharmacy": pharmacy(prescription),
    ]
    let (question, deed): (PhraseKey, PhraseKey)
    switch proposal {
    case .refill:
      (question, deed) = (.refillQuestion, .refillDeed)
      if naming == .inFull, let amount = prescription.amount {
        values["name"] = "\(name(prescription, naming)), \(language.amount(amount))"
      }
    case .renewal: (question, deed) = (.renewalQuestion, .renewalDeed)
    }
    switch times {
    case 0: return yesOrNo(say(question, values), times: 0)
    case 1: return say(.deedAgain, ["deed": say(deed, values)])
    default: return say(.deedNumbered, ["deed": say(deed, values)])
    }
  }

  func whichOne(
    _ prescriptions: [Prescriptions.Prescription], _ naming: Naming, times: Int
  ) -> String {
    numbered(prescriptions.map { name($0, naming) }, say(.whichOne), times: times)
  }

  func refillRequested(
    _ event: Prescriptions.RefillRequested, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    say(
      .refillRequested,
      [
        "name": name(prescription, naming), "pharmacy": pharmacy(prescription),
        "number": event.refill.value, "day": day(event.expectedOn, today),
      ])
  }

  func renewalRequested(
    _ event: Prescriptions.RenewalRequested, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    say(
      .renewalRequested,
      [
        "name": name(prescription, naming), "doctor": doctor(prescription),
        "number": event.renewal.value, "day": day(event.dueOn, today),
      ])
  }

  func refusal(
    _ message: String, about prescription: Prescriptions.Prescription?, _ naming: Naming
  ) -> String {
    guard naming == .withheld, let prescription else { return message.sentence }
    return message.replacing(prescription.medicine.label, with: say(.thatMedicine)).sentence
  }

  func list(_ prescriptions: [Prescriptions.Prescription]) -> String {
    let lines = prescriptions.map { prescription in
      let name = prescription.medicine.label
      guard let left = prescription.refillsLeft else { return name }
      return say(left == 1 ? .refillLeft : .refillsLeft, ["name": name, "count": "\(left)"])
    }
    return ([say(.youTake)] + lines).joined(separator: "\n")
  }

  func status(
    _ request: Prescriptions.Request, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    let name = naming == .inFull ? prescription.medicine.label : say(.yourMedicine)
    let key: PhraseKey =
      switch (request.kind, request.stage) {
      case (.renewal, _): .statusRenewal
      case (_, .approved): .statusApproved
      case (_, .shipped): .statusShipped
      default: .statusAsked
      }
    return say(
      key,
      [
        "name": name.sentence, "number": request.id.value, "doctor": doctor(prescription),
        "day": day(request.expectedOn, today),
      ])
  }
}
