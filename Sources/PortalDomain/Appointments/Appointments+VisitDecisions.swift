internal import Foundation

/// What becomes of a visit.
extension Appointments {
  static func cancel(
    _ id: AppointmentID, _ patient: PatientID, _ reason: String?, _ acceptingFee: Bool,
    _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.stage == .cancelled { return [] }
    guard visit.stage == .booked else { throw .notOpen(visit.stage) }
    guard visit.slot.start > context.now else { throw .started }
    let fee = cancellationFee(for: visit, context)
    if let fee, !acceptingFee {
      throw .cancellationFee(
        cents: fee, hours: context.policy.appointments.freeCancellationHours)
    }
    return [
      Cancelled(
        patient: patient, appointment: id, slot: visit.slot, reason: reason, feeCents: fee)
    ]
  }

  static func cancelWithoutFee(
    _ id: AppointmentID, _ patient: PatientID, _ reason: String?, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.stage == .cancelled { return [] }
    guard visit.stage.isOpen else { throw .notOpen(visit.stage) }
    return [
      Cancelled(
        patient: patient, appointment: id, slot: visit.slot, reason: reason, feeCents: nil)
    ]
  }

  static func confirm(
    _ id: AppointmentID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    guard visit.stage == .booked else { throw .notOpen(visit.stage) }
    if visit.isConfirmed { return [] }
    guard visit.slot.start > context.now else { throw .started }
    return [Confirmed(patient: patient, appointment: id, slot: visit.slot.id)]
  }

  static func checkIn(
    _ id: AppointmentID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.stage == .checkedIn { return [] }
    guard visit.stage == .booked else { throw .notOpen(visit.stage) }
    guard visit.slot.day == context.today else { throw .notToday(visit.slot.day) }
    return [CheckedIn(patient: patient, appointment: id, slot: visit.slot.id)]
  }

  static func complete(
    _ id: AppointmentID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.stage == .completed { return [] }
    guard visit.stage.isOpen else { throw .notOpen(visit.stage) }
    guard visit.stage == .checkedIn || visit.slot.start <= context.now else { throw .notYet }
    return [Completed(patient: patient, appointment: id, slot: visit.slot.id)]
  }

  static func recordNoShow(
    _ id: AppointmentID, _ patient: PatientID, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let visit = try visit(id, patient, state)
    if visit.stage == .noShow { return [] }
    guard visit.stage == .booked else { throw .notOpen(visit.stage) }
    let policy = context.policy.appointments
    let given = Double(policy.noShowAfterMinutes) * 60
    guard context.now >= visit.slot.start.addingTimeInterval(given) else { throw .notYet }
    return [
      NoShow(
        patient: patient, appointment: id, slot: visit.slot.id,
        feeCents: policy.noShowFeeCents > 0 ? policy.noShowFeeCents : nil)
    ]
  }
}
