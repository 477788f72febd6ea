internal import PortalDomain

/// Times that are open, and visits.
extension Bot {
  func startAppointments(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.told.insert(.appointments)
    let said = said(turn, understanding)
    switch understanding.intent {
    case .appointmentsBook, .appointmentsAvailability:
      let flow = BookingFlow()
      let begun = try flow.taking(said, self, patient) ?? flow.step
      try begun.flow.proceed(self, patient, &turn)
    case .appointmentsChange: try startVisit(.change, said, patient, &turn)
    case .appointmentsCancel: try startVisit(.cancel, said, patient, &turn)
    case .appointmentsConfirm: try startVisit(.confirm, said, patient, &turn)
    case .appointmentsWaitlist: try startWait(said, patient, &turn)
    default: try listVisits(patient, &turn)
    }
  }

  private func startVisit(
    _ deed: VisitFlow.Deed, _ said: Said, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let flow = VisitFlow(deed: deed)
    let begun = try flow.taking(said, self, patient) ?? flow.step
    try begun.flow.proceed(self, patient, &turn)
  }

  private func startWait(_ said: Said, _ patient: PatientID, _ turn: inout Turn) throws {
    if said.has(["leave", "off", "remove", "dont", "stop", "drop"]) {
      guard let wait = try facts.waits(of: patient).first else {
        turn.replies.append(phrases.notWaiting)
        return
      }
      return try WaitFlow(query: SlotQuery(), leaving: wait.id).proceed(self, patient, &turn)
    }
    let query = try VisitWords.reading(
      said, into: SlotQuery(), try facts.directory(), facts.context)
    var flow = WaitFlow(query: query)
    let visits = try facts.upcomingAppointments(of: patient).filter {
      (query.specialty ?? $0.slot.specialty) == $0.slot.specialty
    }
    // Who has a visit and asks for something earlier wants it to take the visit's place.
    if visits.count == 1 {
      flow.replacing = visits[0].id
      flow.query.specialty = visits[0].slot.specialty
    }
    try flow.proceed(self, patient, &turn)
  }

  private func listVisits(_ patient: PatientID, _ turn: inout Turn) throws {
    let visits = try facts.upcomingAppointments(of: patient)
    turn.replies.append(
      phrases.visits(try visits.map { (try spoken($0.slot), $0.isConfirmed) }))
  }
}
