internal import Portal
internal import PortalDomain

/// Turning automatic refills of a medicine on or off.
public struct AutoRefillFlow: Flow {
  var isOn: Bool
  var prescription: PrescriptionID?

  var step: Step { .autoRefill(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.medicines)
    let active = try bot.facts.prescriptions(of: patient).prescriptions.filter(\.isActive)
    let naming = try bot.naming(for: turn)
    guard !active.isEmpty else {
      turn.replies.append(bot.phrases.noPrescriptions)
      return
    }
    guard let chosen = active.first(where: { $0.id == prescription }) else {
      guard naming == .inFull else {
        turn.replies.append(bot.phrases.namesNotAgreed)
        return
      }
      let choices = active.map { one in
        var flow = self
        flow.prescription = one.id
        return Choice(one.medicine.label, flow.step)
      }
      return bot.choose(choices, for: step, bot.phrases.autoRefillOfWhich, &turn)
    }
    let name = naming == .inFull ? chosen.medicine.label : "the medicine you named"
    bot.confirm(step, bot.phrases.readBackAutoRefill(name, isOn: isOn), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    if said.has(["off", "cancel", "disable", "end"]) || said.says("stop") { flow.isOn = false }
    let named = try bot.facts.prescriptions(of: patient).prescriptions.filter { one in
      one.isActive && said.understanding.medications.contains { $0.value == one.medicine.name }
    }
    if named.count == 1 { flow.prescription = named[0].id }
    return flow == self ? nil : flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let prescription else { return .refused(Prescriptions.Failure.unknown) }
    return try await Done {
      try await portal.perform(
        Prescriptions.self, .setAutoRefill(patient, prescription, on: isOn), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal):
      let one = try bot.facts.prescriptions(of: patient).prescriptions.first {
        $0.id == prescription
      }
      turn.replies.append(
        bot.phrases.refusal(refusal.message, about: one, try bot.naming(for: turn)))
    default: turn.replies.append(bot.phrases.autoRefillSet(isOn))
    }
  }
}

extension Phrases {
  var autoRefillOfWhich: String { "Automatic refills of which medicine?" }

  func readBackAutoRefill(_ name: String, isOn: Bool) -> String {
    isOn
      ? "Refill \(name) by itself each time it is due?" : "Stop the automatic refills of \(name)?"
  }

  func autoRefillSet(_ isOn: Bool) -> String {
    isOn
      ? "Done. I will ask for each refill when it is due, and tell you."
      : "Done. There are no automatic refills of it any more."
  }

  /// - Parameter rows: what was filled when, and for how much of the time it was at hand, in percent.
  func refillHistory(
    _ rows: [(name: String, fills: [LocalDate], covered: Int?)], _ today: LocalDate
  ) -> String {
    let known = rows.filter { !$0.fills.isEmpty }
    guard !known.isEmpty else { return "I see no past refills." }
    return "Your past refills:\n"
      + known.map { row in
        let covered = row.covered.map { " (at hand \($0)% of the days)" } ?? ""
        return "\(row.name): "
          + row.fills.map { $0.spoken(today: today) }.joined(separator: ", ") + covered
      }.joined(separator: "\n")
  }
}

extension Bot {
  func showRefillHistory(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard try naming(for: turn) == .inFull else {
      turn.replies.append(phrases.namesNotAgreed)
      return
    }
    turn.told.insert(.medicines)
    let named = Set(understanding.medications.map(\.value))
    let chosen = try facts.prescriptions(of: patient).prescriptions.filter { one in
      named.isEmpty ? one.isActive : named.contains(one.medicine.name)
    }
    let rows = try chosen.prefix(6).map { one in
      let fills = try facts.history(of: one.id, patient, limit: 20)
        .filter { $0.what == .filled || $0.what == .delivered }.map(\.on)
      let covered = try facts.adherence(to: one.id, of: patient, in: nil)?.percent
      return (one.medicine.label, Array(fills.prefix(3)), covered)
    }
    turn.replies.append(phrases.refillHistory(rows, facts.context.today))
  }
}
