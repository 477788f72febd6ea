internal import PortalDomain

extension Phrases {
  var noPrescriptions: String {
    "I see no medicines on your list. Please call \(clinic.phone) if that is wrong."
  }
  var notOnList: String { "I don't see that medicine on your list." }
  var nothingUnderWay: String { "No refill is on its way right now." }
  var namesNotAgreed: String {
    "You have not agreed to see medicine names in text messages. "
      + "Tell me which one in your own words, or call \(clinic.phone)."
  }

  /// The medicine's name, where it may be said.
  private func name(_ prescription: Prescriptions.Prescription, _ naming: Naming) -> String {
    naming == .inFull ? prescription.medicine.label : "the medicine you named"
  }

  /// What will be done on a yes.
  ///
  /// - Parameter times: how often the answer could not be read: the words change with it.
  func readBack(
    _ proposal: Dialogue.Proposal, _ prescription: Prescriptions.Prescription, _ naming: Naming,
    times: Int
  ) -> String {
    let name = name(prescription, naming)
    let amount = naming == .inFull ? prescription.amount.map { ", \($0)" } ?? "" : ""
    let doctor = prescription.prescriber ?? "your doctor"
    let (question, deed) =
      switch proposal {
      case .refill:
        (
          "Refill \(name)\(amount), \(place(of: prescription))?",
          "send the refill of \(name)\(amount) to \(prescription.pharmacy ?? "your pharmacy")"
        )
      case .renewal:
        (
          "Shall I ask \(doctor) to renew \(name)?",
          "ask \(doctor) for a new prescription of \(name)"
        )
      }
    return switch times {
    case 0: "\(question) Reply Y or N"
    case 1: "Sorry, I need a yes or a no. If you want me to \(deed), reply YES. If not, reply NO."
    default:
      "Let me ask another way. Reply 1 to \(deed), 2 to leave it, or 3 to talk to a person."
    }
  }

  private func place(of prescription: Prescriptions.Prescription) -> String {
    "at " + (prescription.pharmacy ?? "your pharmacy")
  }

  func whichOne(
    _ prescriptions: [Prescriptions.Prescription], _ naming: Naming, times: Int
  ) -> String {
    let list = prescriptions.enumerated()
      .map { "\($0 + 1). \(name($1, naming))" }.joined(separator: "\n")
    return switch times {
    case 0: "Which one?\n\(list)\nReply with the number."
    case 1: "Sorry, which of these do you mean? A number is enough.\n\(list)"
    default:
      "Let me ask another way. Reply with a number from 1 to \(prescriptions.count), "
        + "NONE to leave it, or PERSON to talk to a person.\n\(list)"
    }
  }

  func refillRequested(
    _ event: Prescriptions.RefillRequested, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    "Done. I sent the refill of \(name(prescription, naming)) to "
      + "\(prescription.pharmacy ?? "your pharmacy"). Your number is \(event.refill). "
      + "It should be ready by \(event.expectedOn.spoken(today: today))."
  }

  func renewalRequested(
    _ event: Prescriptions.RenewalRequested, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    "Done. I asked \(prescription.prescriber ?? "your doctor") to renew "
      + "\(name(prescription, naming)). Your number is \(event.renewal). "
      + "Expect an answer by \(event.dueOn.spoken(today: today))."
  }

  func refusal(
    _ message: String, about prescription: Prescriptions.Prescription?, _ naming: Naming
  ) -> String {
    guard naming == .withheld, let prescription else { return message.sentence }
    return message.replacing(prescription.medicine.label, with: "that medicine").sentence
  }

  func list(_ prescriptions: [Prescriptions.Prescription]) -> String {
    "You take:\n"
      + prescriptions.map { prescription in
        prescription.medicine.label
          + (prescription.refillsLeft.map { $0 == 1 ? ", 1 refill left" : ", \($0) refills left" }
            ?? "")
      }.joined(separator: "\n")
  }

  func status(
    _ request: Prescriptions.Request, _ prescription: Prescriptions.Prescription,
    _ naming: Naming, _ today: LocalDate
  ) -> String {
    let name = naming == .inFull ? prescription.medicine.label : "Your medicine"
    let day = request.expectedOn.spoken(today: today)
    let stage =
      switch (request.kind, request.stage) {
      case (.renewal, _): "\(prescription.prescriber ?? "your doctor") has it. Answer by \(day)."
      case (_, .approved): "approved. It should be ready by \(day)."
      case (_, .shipped): "on its way to you."
      default: "with the pharmacy. It should be ready by \(day)."
      }
    return "\(name.sentence) (\(request.id)): \(stage)"
  }
}
