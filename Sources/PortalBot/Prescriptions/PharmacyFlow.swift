internal import Foundation
internal import Portal
internal import PortalDomain

/// Another pharmacy for a medicine, or for all of them.
public struct PharmacyFlow: Flow {
  var pharmacy: String?
  /// Only this one; `nil` for all that are taken.
  var prescription: PrescriptionID?

  var step: Step { .pharmacy(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.medicines)
    guard let pharmacy else { return bot.ask(step, bot.phrases.whichPharmacy, &turn) }
    let name = try bot.facts.prescriptions(of: patient).prescriptions
      .first { $0.id == prescription }?.medicine.label
    let mayBeNamed = try bot.naming(for: turn) == .inFull
    bot.confirm(
      step,
      bot.phrases.readBack(
        pharmacy: pharmacy, for: prescription == nil ? nil : mayBeNamed ? name : ""), &turn)
  }

  /// "send my refills to Hilltop Pharmacy"
  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    if let range = said.text.range(of: " to ", options: [.caseInsensitive, .backwards]) {
      flow.pharmacy = Self.name(String(said.text[range.upperBound...]))
    }
    let named = try bot.facts.prescriptions(of: patient).prescriptions.filter { one in
      one.isActive && said.understanding.medications.contains { $0.value == one.medicine.name }
    }
    if named.count == 1 { flow.prescription = named[0].id }
    return flow == self ? nil : flow.step
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard !said.isBareAnswer, !said.isTalk || said.has(["pharmacy", "drug", "drugstore"]),
      !said.isQuestion,
      let name = Self.name(said.text)
    else { return nil }
    return PharmacyFlow(pharmacy: name, prescription: prescription).step
  }

  private static func name(_ text: String) -> String? {
    let name = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
    let vague = ["another", "a different", "a new", "somewhere"]
    guard name.contains(where: \.isLetter), name.count <= 80,
      !vague.contains(where: { name.lowercased().hasPrefix($0) })
    else { return nil }
    return name
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let pharmacy else { return .events([]) }
    return try await Done {
      let chosen = try portal.prescriptions(of: patient).prescriptions.filter {
        $0.isActive && (prescription ?? $0.id) == $0.id
      }
      var changes: [RecordedChange] = []
      for one in chosen {
        changes += try await portal.perform(
          Prescriptions.self, .choosePharmacy(patient, one.id, pharmacy: pharmacy), as: origin)
      }
      return changes
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.pharmacySet)
    }
  }
}

extension Phrases {
  var whichPharmacy: String { "Which pharmacy should your refills come from?" }

  /// - Parameter medicine: the only one; empty where it may not be named, `nil` for all of them.
  func readBack(pharmacy: String, for medicine: String?) -> String {
    let what = medicine.map { $0.isEmpty ? "the medicine you named" : $0 } ?? "all your medicines"
    return "Send the refills of \(what) to \(pharmacy) from now on?"
  }

  var pharmacySet: String { "Done. Your next refills go there." }
}

extension Bot {
  /// "change my pharmacy", "send my lisinopril to Hilltop Pharmacy".
  ///
  /// - Returns: whether it was about that.
  func choosesPharmacy(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws -> Bool {
    let said = said(turn, understanding)
    guard
      understanding.intent.rawValue.hasPrefix("prescriptions.")
        || understanding.intent == .outOfScope
        || understanding.intent == .accountUpdateContact
        || understanding.intent == .accountPreferences,
      said.has(["pharmacy", "pharmacies"]),
      said.has(["change", "switch", "different", "new", "move", "transfer"])
    else { return false }
    guard try isAllowed(.prescriptionsPharmacyMessage, turn) else {
      offerPerson(insteadOf: Proxies.Failure.beyondScope, &turn)
      return true
    }
    let flow = PharmacyFlow()
    let begun = try flow.taking(said, self, patient) ?? flow.step
    try begun.flow.proceed(self, patient, &turn)
    turn.dialogue.misunderstandings = 0
    return true
  }
}
