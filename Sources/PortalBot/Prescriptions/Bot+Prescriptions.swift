internal import PortalDomain

/// The skill of prescriptions: finding out which medicine, reading back, acting.
extension Bot {
  func startRefill(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let active = try facts.prescriptions(of: patient).prescriptions.filter(\.isActive)
    let naming = try naming(for: turn)
    turn.dialogue.queue = []
    turn.told.insert(.medicines)
    guard !active.isEmpty else {
      turn.replies.append(phrases.noPrescriptions)
      return
    }
    let named = understanding.medications
    if named.isEmpty {
      if understanding.entities.contains(where: { $0.kind == .unknownMedication }) {
        turn.replies.append(phrases.notOnList)
      }
      return ask(among: active, naming, &turn)
    }
    // The same words may fit several medicines; other words mean further ones.
    var groups: [[PrescriptionID]] = []
    var words: [String] = []
    for entity in named {
      let matching = active.filter { $0.medicine.name == entity.value }.map(\.id)
      if let index = words.firstIndex(of: entity.text) {
        groups[index] += matching
      } else {
        words.append(entity.text)
        groups.append(matching)
      }
    }
    groups.removeAll(where: \.isEmpty)
    guard let first = groups.first else {
      let stopped = try facts.prescriptions(of: patient).prescriptions.first { prescription in
        named.contains { $0.value == prescription.medicine.name }
      }
      if let stopped { try propose(stopped.id, patient, &turn) }
      return
    }
    turn.dialogue.queue = groups.dropFirst().compactMap(\.first)
    if first.count > 1 {
      ask(among: active.filter { first.contains($0.id) }, naming, &turn)
    } else {
      try propose(first[0], patient, &turn)
    }
  }

  /// Reads a refill back, or says why it can't be had and what can.
  func propose(_ id: PrescriptionID, _ patient: PatientID, _ turn: inout Turn) throws {
    let state = try facts.prescriptions(of: patient)
    guard let prescription = state[id] else { return }
    turn.dialogue.misunderstandings = 0
    do throws(Prescriptions.Failure) {
      try Prescriptions.checkRefill(of: id, state, facts.context)
      turn.dialogue.question = .confirmation(.refill(id))
    } catch {
      return try explain(error, about: prescription, patient, &turn)
    }
    turn.replies.append(
      phrases.readBack(.refill(id), prescription, try naming(for: turn), times: 0))
  }

  func readConfirmation(
    of proposal: Dialogue.Proposal, _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let state = try facts.prescriptions(of: patient)
    guard let prescription = state[proposal.prescription] else {
      turn.dialogue.question = nil
      return try startWish(understanding, patient, &turn)
    }
    let others = understanding.medications.filter { $0.value != prescription.medicine.name }
    if !others.isEmpty {
      // "no, the metformin" and "make it the metformin": another course.
      turn.dialogue.question = nil
      return try startRefill(understanding, patient, &turn)
    }
    // After two misunderstandings the question is numbered.
    let isNumbered = turn.dialogue.misunderstandings >= 2
    switch understanding.answer {
    case .yes where understanding.saysNoMoreThanYes,
      .choice(1) where isNumbered:
      turn.dialogue.question = nil
      turn.action = .prescriptions(proposal.command(for: patient))
    case .no, .noneOfThem,
      .choice(2) where isNumbered:
      turn.dialogue.question = nil
      turn.replies.append(phrases.leftAlone)
      if understanding.afterAnswer != nil, understanding.intent.isWish {
        try startWish(understanding, patient, &turn)
      } else {
        try nextInQueue(patient, &turn)
      }
    case .choice(3) where isNumbered:
      turn.dialogue.question = nil
      smallTalk(.helpHuman, &turn)
    default:
      let naming = try naming(for: turn)
      try digress(understanding, patient, &turn) { times in
        phrases.readBack(proposal, prescription, naming, times: times)
      }
    }
  }

  func readChoice(
    among options: [PrescriptionID], _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let prescriptions = try facts.prescriptions(of: patient).prescriptions
    let offered = options.compactMap { id in prescriptions.first { $0.id == id } }
    let named = offered.filter { prescription in
      understanding.medications.contains { $0.value == prescription.medicine.name }
    }
    let queue = turn.dialogue.queue
    if named.count == 1 { return try propose(named[0].id, patient, &turn) }
    if named.isEmpty, !understanding.medications.isEmpty {
      turn.dialogue.question = nil
      return try startRefill(understanding, patient, &turn)
    }
    switch understanding.answer {
    case .choice(let number) where (1...max(1, offered.count)).contains(number) && !offered.isEmpty:
      try propose(offered[number - 1].id, patient, &turn)
    case .last where !offered.isEmpty:
      try propose(offered[offered.count - 1].id, patient, &turn)
    case .all where !offered.isEmpty:
      turn.dialogue.queue = offered.dropFirst().map(\.id) + queue
      try propose(offered[0].id, patient, &turn)
    case .no, .noneOfThem:
      turn.dialogue.question = nil
      turn.replies.append(phrases.leftAlone)
      try nextInQueue(patient, &turn)
    default:
      let naming = try naming(for: turn)
      try digress(understanding, patient, &turn) { times in
        phrases.whichOne(offered, naming, times: times)
      }
    }
  }

  func ask(
    among prescriptions: [Prescriptions.Prescription], _ naming: Phrases.Naming,
    _ turn: inout Turn
  ) {
    guard naming == .inFull else {
      turn.dialogue.question = nil
      turn.replies.append(phrases.namesNotAgreed)
      return
    }
    turn.dialogue.misunderstandings = 0
    turn.dialogue.question = .choice(prescriptions.map(\.id))
    turn.replies.append(phrases.whichOne(prescriptions, naming, times: 0))
  }

  func confirmDone(
    _ events: [any DomainEvent], _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let state = try facts.prescriptions(of: patient)
    let naming = try naming(for: turn)
    turn.dialogue.misunderstandings = 0
    for event in events {
      switch event {
      case let event as Prescriptions.RefillRequested:
        guard let prescription = state[event.prescription] else { continue }
        turn.dialogue.undo =
          RefillUndoFlow(prescription: event.prescription, refill: event.refill).step
        turn.replies.append(
          phrases.refillRequested(event, prescription, naming, facts.context.today))
      case let event as Prescriptions.RenewalRequested:
        guard let prescription = state[event.prescription] else { continue }
        turn.replies.append(
          phrases.renewalRequested(event, prescription, naming, facts.context.today))
      default: break
      }
    }
    try nextInQueue(patient, &turn)
  }

  /// A refusal that came in the end, after all: something changed between the question and the
  /// answer.
  func explain(_ refusal: any Refusal, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.dialogue.question = nil
    turn.replies.append(
      phrases.refusal(phrases.words(of: refusal), about: nil, try naming(for: turn)))
    try nextInQueue(patient, &turn)
  }

  private func explain(
    _ failure: Prescriptions.Failure, about prescription: Prescriptions.Prescription,
    _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let naming = try naming(for: turn)
    let reason = phrases.refusal(phrases.words(of: failure), about: prescription, naming)
    guard failure.allowsRenewal else {
      turn.dialogue.question = nil
      turn.replies.append(reason)
      return try nextInQueue(patient, &turn)
    }
    turn.dialogue.question = .confirmation(.renewal(prescription.id))
    turn.replies.append(
      reason + " "
        + phrases.readBack(.renewal(prescription.id), prescription, naming, times: 0))
  }

  private func nextInQueue(_ patient: PatientID, _ turn: inout Turn) throws {
    guard turn.dialogue.question == nil, !turn.dialogue.queue.isEmpty else { return }
    try propose(turn.dialogue.queue.removeFirst(), patient, &turn)
  }

  func naming(for turn: Turn) throws -> Phrases.Naming {
    try agrees(turn, to: .healthDetailsByText) ? .inFull : .withheld
  }
}

extension Dialogue.Proposal {
  func command(for patient: PatientID) -> Prescriptions.Command {
    switch self {
    case .refill(let id): .requestRefill(patient, id)
    case .renewal(let id): .requestRenewal(patient, id)
    }
  }
}

extension Intent {
  /// Whether it asks for something to be done, rather than keeping a dialogue going.
  var isWish: Bool {
    self != .outOfScope && !rawValue.hasPrefix("dialogue.") && !rawValue.hasPrefix("safety.")
  }
}

extension Understanding {
  /// Whether a yes stands alone, or repeats what it says yes to: "yes, refill it".
  var saysNoMoreThanYes: Bool {
    afterAnswer == nil || intent == .dialogueAffirm || intent == .dialogueThanks
      || intent == .prescriptionsRefill
  }
}
