internal import PortalDomain

/// Messages to and from the clinic.
extension Bot {
  func startMessage(
    to recipient: MessageFlow.Recipient, _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let said = said(turn, understanding)
    var flow = MessageFlow(to: recipient)
    if recipient == .careTeam, said.has(["reply", "answer", "respond"]) {
      // The thread that was written in last.
      flow.thread = try facts.threads(of: patient, page: nil).first?.id
    } else if recipient == .careTeam, said.says("billing office") {
      flow = MessageFlow(to: .billing)
    }
    let begun = try flow.taking(said, self, patient) ?? flow.step
    try begun.flow.proceed(self, patient, &turn)
  }

  func listMessages(_ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.messages)
    let unread = try facts.unreadMessages(of: patient)
    let threads = try facts.threads(of: patient, page: nil)
    guard let thread = threads.first(where: { $0.unreadByPatient > 0 }) ?? threads.first else {
      turn.replies.append(phrases.noMessages)
      return
    }
    guard try agrees(turn, to: .healthDetailsByText) else {
      turn.replies.append(phrases.unread(unread))
      return
    }
    let last = try facts.messages(in: thread.id, of: patient, limit: 1).last
    turn.replies.append(phrases.message(thread, last, unread: unread, zone))
    let others = threads.filter { $0.id != thread.id }.prefix(3)
    if !others.isEmpty { turn.replies.append(phrases.threads(Array(others), zone)) }
    if thread.unreadByPatient > 0 {
      try ReadingFlow(thread: thread.id).proceed(self, patient, &turn)
    }
  }

  /// Files that came go with a message to the care team: the one that is being written, or a new one.
  func takeFiles(
    _ text: String, _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    var flow = MessageFlow(to: .careTeam)
    if case .message(let open)? = turn.dialogue.question?.step { flow = open }
    if flow.text == nil, text.contains(where: \.isLetter) {
      let begun = try flow.taking(said(turn, understanding), self, patient)
      flow.text = text
      if case .message(let told)? = begun { flow = told }
    }
    turn.dialogue.question = nil
    try flow.proceed(self, patient, &turn)
  }
}

extension Phrases {
  func whatToWrite(_ to: MessageFlow.Recipient) -> String {
    switch to {
    case .careTeam: say(.tellCareTeam)
    case .billing: say(.tellBilling)
    case .pharmacy: say(.askPharmacy)
    }
  }

  private func name(_ to: MessageFlow.Recipient) -> String {
    switch to {
    case .careTeam: say(.yourCareTeam)
    case .billing: say(.billingOffice)
    case .pharmacy: say(.thePharmacy)
    }
  }

  func readBack(_ text: String, _ to: MessageFlow.Recipient, files: [String]) -> String {
    say(
      files.isEmpty ? .sendThis : .sendThisWith,
      ["whom": name(to), "text": text, "files": files.joined(separator: ", ")])
  }

  func threads(_ threads: [Messages.Thread], _ days: ClinicDays) -> String {
    "Before that:\n"
      + threads.map { "\(days.spoken($0.lastAt)): \($0.subject)" }.joined(separator: "\n")
  }

  func sent(_ to: MessageFlow.Recipient) -> String {
    say(to == .pharmacy ? .sent : .sentAndAnsweredSoon, ["whom": name(to)])
  }

  var noMessages: String { "You have no messages." }

  func unread(_ count: Int) -> String {
    let have = count == 1 ? "1 unread message" : "\(count) unread messages"
    return "You have \(have). " + notAgreed(.healthDetailsByText)
  }

  func message(
    _ thread: Messages.Thread, _ last: Messages.Message?, unread: Int, _ days: ClinicDays
  ) -> String {
    let count =
      unread == 1 ? "1 unread message" : "\(unread == 0 ? "no" : "\(unread)") unread messages"
    guard let last else { return "You have \(count)." }
    let by = last.author ?? (last.by == .patient ? "you" : "your care team")
    return "You have \(count). The last is from \(by), \(days.spoken(last.at)), about "
      + "\(thread.subject): \(last.text)"
  }
}
