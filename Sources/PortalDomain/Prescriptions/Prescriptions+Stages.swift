/// The pharmacy's and the doctor's side: a request from stage to stage.
extension Prescriptions {
  static func serve(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .approve(let patient, let id, let number, let newRefills):
      let prescription = try active(known(id, of: patient, state))
      let request = try prescription.request(number, at: [.requested])
      guard request.kind == .renewal else {
        return [
          RefillApproved(
            patient: patient, prescription: id, refill: number,
            expectedOn: context.today.adding(businessDays: context.policy.refillBusinessDays))
        ]
      }
      let refills = newRefills ?? 0
      try checkRefills(refills, of: prescription.medicine, context)
      return [
        RenewalApproved(
          patient: patient, prescription: id, renewal: number, refills: refills, on: context.today)
      ]
    case .deny(let patient, let id, let number, let reason):
      let prescription = try known(id, of: patient, state)
      _ = try prescription.request(number, at: [.requested, .approved])
      return denials(of: prescription, reason)
    case .delay(let patient, let id, let number, let day, let reason):
      let prescription = try active(known(id, of: patient, state))
      let request = try prescription.request(number, at: [.requested, .approved, .shipped])
      guard request.kind == .refill else { throw .wrongStage(request.stage) }
      guard day >= context.today else { throw .wrongDay }
      if request.expectedOn == day, request.delayedBecause == reason { return [] }
      return [
        RefillDelayed(
          patient: patient, prescription: id, refill: number, expectedOn: day, reason: reason)
      ]
    case .ship(let patient, let id, let number):
      let prescription = try active(known(id, of: patient, state))
      _ = try prescription.request(number, at: [.approved])
      let shipped = RefillShipped(
        patient: patient, prescription: id, refill: number, on: context.today)
      return [shipped] + window(of: prescription, after: shipped, context)
    case .deliver(let patient, let id, let number):
      let prescription = try known(id, of: patient, state)
      _ = try prescription.request(number, at: [.shipped])
      return [
        RefillDelivered(patient: patient, prescription: id, refill: number, on: context.today)
      ]
    default: return []
    }
  }

  /// What is still to be made or answered of a prescription is denied.
  static func denials(of prescription: Prescription, _ reason: String) -> [any DomainEvent] {
    guard let open = prescription.openRequest, open.stage != .shipped else { return [] }
    let (patient, id) = (prescription.patient, prescription.id)
    return switch open.kind {
    case .refill:
      [RefillDenied(patient: patient, prescription: id, refill: open.id, reason: reason)]
    case .renewal:
      [RenewalDenied(patient: patient, prescription: id, renewal: open.id, reason: reason)]
    }
  }

  /// From when the next refill can be had, where there is one and the day is known.
  static func window(
    of prescription: Prescription, after filling: any PrescriptionEvent, _ context: Context
  ) -> [any DomainEvent] {
    var filled = prescription
    filled.evolve(filling)
    guard filled.isActive, filled.medicine.schedule != .two, (filled.refillsLeft ?? 0) > 0,
      let opensOn = filled.refillableFrom(context.policy)
    else { return [] }
    return [
      RefillWindowSet(
        patient: filled.patient, prescription: filled.id, opensOn: opensOn,
        opensAt: opensOn.start(in: context.timeZone))
    ]
  }
}

extension Prescriptions.Prescription {
  fileprivate func request(
    _ id: RefillID, at stages: Set<Prescriptions.Request.Stage>
  ) throws(Prescriptions.Failure) -> Prescriptions.Request {
    guard let request = requests.first(where: { $0.id == id }) else { throw .unknown }
    guard stages.contains(request.stage) else { throw .wrongStage(request.stage) }
    return request
  }
}
