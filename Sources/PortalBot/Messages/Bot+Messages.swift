internal import PortalDomain

/// Messages to and from the clinic.
extension Bot {
  func startMessage(
    to recipient: MessageFlow.Recipient, _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let flow = MessageFlow(to: recipient)
    let begun = try flow.taking(said(turn, understanding), self, patient) ?? flow.step
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
    guard try agrees(patient, to: .healthDetailsByText) else {
      turn.replies.append(phrases.unread(unread))
      return
    }
    let last = try facts.messages(in: thread.id, of: patient, limit: 1).last
    turn.replies.append(phrases.message(thread, last, unread: unread, zone))
  }
}

extension Phrases {
  func whatToWrite(_ to: MessageFlow.Recipient) -> String {
    say(to == .careTeam ? .tellCareTeam : .askPharmacy)
  }

  func readBack(_ text: String, _ to: MessageFlow.Recipient) -> String {
    say(to == .careTeam ? .sendToCareTeam : .sendToPharmacy, ["text": text])
  }

  func sent(_ to: MessageFlow.Recipient) -> String {
    say(to == .careTeam ? .sentToCareTeam : .sentToPharmacy)
  }

  var noMessages: String { "You have no messages." }

  func unread(_ count: Int) -> String {
    let have = count == 1 ? "1 unread message" : "\(count) unread messages"
    return "You have \(have). " + notAgreed(.healthDetailsByText)
  }

  func message(
    _ thread: Messages.Thread, _ last: Messages.Message?, unread: Int, _ days: ClinicDays
  ) -> String {
    let count = unread == 1 ? "1 unread message" : "\(unread) unread messages"
    guard let last else { return "You have \(count)." }
    let by = last.author ?? (last.by == .patient ? "you" : "your care team")
    return "You have \(count). The last is from \(by), \(days.spoken(last.at)), about "
      + "\(thread.subject): \(last.text)"
  }
}
