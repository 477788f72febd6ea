internal import Foundation
internal import Portal
internal import PortalDomain

/// Cancelling a visit, or saying that one comes.
public struct VisitFlow: Flow {
  enum Deed: String, Codable, Hashable, Sendable { case cancel, confirm, change }

  let deed: Deed
  var visit: AppointmentID?
  /// What was wished for besides, for a change.
  var query: SlotQuery?

  var step: Step { .visit(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.appointments)
    let visits = try bot.facts.upcomingAppointments(of: patient)
    guard !visits.isEmpty else {
      turn.replies.append(bot.phrases.noVisits)
      return
    }
    var flow = self
    if visits.count == 1 { flow.visit = visits[0].id }
    guard let visit = visits.first(where: { $0.id == flow.visit }) else {
      let options = try visits.map { visit in
        var choice = self
        choice.visit = visit.id
        return Choice(try bot.spoken(visit.slot), choice.step)
      }
      return bot.choose(options, for: step, bot.phrases.whichVisit, &turn)
    }
    let time = try bot.spoken(visit.slot)
    switch deed {
    case .change:
      var query = query ?? SlotQuery()
      if query.specialty == nil, query.provider == nil {
        query.provider = visit.slot.provider
        query.specialty = visit.slot.specialty
      }
      try BookingFlow(query: query, changing: visit.id).proceed(bot, patient, &turn)
    case .confirm where visit.isConfirmed:
      turn.replies.append(bot.phrases.alreadyConfirmed(time))
    case .confirm: bot.confirm(flow.step, bot.phrases.confirmVisit(time), &turn)
    case .cancel:
      let fee = Appointments.cancellationFee(for: visit, bot.facts.context)
        .map { Money(cents: $0) }
      bot.confirm(
        flow.step,
        bot.phrases.cancelVisit(
          time, fee: fee, bot.facts.context.policy.appointments.freeCancellationHours), &turn)
    }
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard visit == nil else { return nil }
    if deed == .change, query == nil, let moved = try moving(said, bot, patient) { return moved }
    let (directory, context) = (try bot.facts.directory(), bot.facts.context)
    let wanted = try VisitWords.reading(said, into: SlotQuery(), directory, context)
    guard wanted != SlotQuery() else { return nil }
    let fitting = try bot.facts.upcomingAppointments(of: patient).filter {
      wanted.matches($0.slot, context)
    }
    var flow = self
    if fitting.count == 1 { flow.visit = fitting[0].id }
    if deed == .change, fitting.isEmpty { flow.query = wanted }
    return flow == self ? nil : flow.step
  }

  /// "move my cardiology visit to Thursday": which visit stands before "to", and when behind it.
  private func moving(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard let range = said.text.range(of: " to ", options: [.caseInsensitive, .backwards]) else {
      return nil
    }
    func read(_ text: Substring) throws -> SlotQuery {
      let said = Said(
        text: String(text), understanding: bot.understander.understand(String(text)))
      return try VisitWords.reading(
        said, into: SlotQuery(), try bot.facts.directory(), bot.facts.context)
    }
    let (visit, time) = (
      try read(said.text[..<range.lowerBound]), try read(said.text[range.upperBound...])
    )
    guard time != SlotQuery() else { return nil }
    var flow = self
    let fitting = try bot.facts.upcomingAppointments(of: patient).filter {
      visit.matches($0.slot, bot.facts.context)
    }
    if fitting.count == 1 { flow.visit = fitting[0].id }
    flow.query = time
    return flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let visit else { return .refused(Appointments.Failure.unknownVisit) }
    return try await Done {
      // What it costs was read back, so a yes is a yes to it.
      try await portal.perform(
        Appointments.self,
        deed == .confirm
          ? .confirm(patient, visit) : .cancel(patient, visit, acceptingFee: true), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(bot.phrases.words(of: refusal))
    default:
      turn.replies.append(deed == .confirm ? bot.phrases.confirmed : bot.phrases.cancelled)
    }
  }
}
