extension Prescriptions {
  public enum Failure: Refusal, Equatable {
    case unknown
    case stopped(medicine: String)
    case underWay(medicine: String, number: RefillID)
    case tooSoon(medicine: String, earliest: LocalDate, today: LocalDate)
    case noRefillsLeft(medicine: String)
    /// Schedule II: every filling needs a prescription of its own (21 CFR 1306.12).
    case neverRefilled(medicine: String)
    /// Schedules III to V: too often, or too long ago (21 CFR 1306.22).
    case limitReached(medicine: String)
    /// The clinic's side: the request is not at the stage that the step needs.
    case wrongStage(Request.Stage)

    public var code: String {
      switch self {
      case .unknown: "prescription.unknown"
      case .stopped: "prescription.stopped"
      case .underWay: "refill.underWay"
      case .tooSoon: "refill.tooSoon"
      case .noRefillsLeft: "refill.noneLeft"
      case .neverRefilled: "refill.scheduleII"
      case .limitReached: "refill.limitReached"
      case .wrongStage: "refill.wrongStage"
      }
    }

    public var message: String {
      switch self {
      case .unknown: "I can't find that prescription."
      case .stopped(let medicine):
        "\(medicine) was stopped, so I can't refill it. Your care team can tell you more."
      case .underWay(let medicine, let number):
        "\(medicine) is already on its way. Your number is \(number)."
      case .tooSoon(let medicine, let earliest, let today):
        "It's too soon to refill \(medicine). It can be refilled from "
          + "\(earliest.spoken(today: today))."
      case .noRefillsLeft(let medicine): "\(medicine) has no refills left."
      case .neverRefilled(let medicine):
        "\(medicine) needs a new prescription from your doctor each time."
      case .limitReached(let medicine):
        "\(medicine) can't be refilled again on this prescription."
      case .wrongStage(let stage): "That request is \(stage.rawValue), so this step can't be taken."
      }
    }

    /// Whether the doctor can help with a new prescription.
    public var allowsRenewal: Bool {
      switch self {
      case .noRefillsLeft, .neverRefilled, .limitReached: true
      case .unknown, .stopped, .underWay, .tooSoon, .wrongStage: false
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .prescribe(let event):
      return state[event.prescription] == nil ? [event] : []
    case .stop(let patient, let id, let reason):
      guard let prescription = state[id] else { throw .unknown }
      guard prescription.isActive else { return [] }
      return [Stopped(patient: patient, prescription: id, reason: reason)]
    case .recordDispensing(let patient, let id, let day):
      guard state[id] != nil else { throw .unknown }
      return [Dispensed(patient: patient, prescription: id, on: day)]
    case .requestRefill(let patient, let id):
      try checkRefill(of: id, state, context)
      return [
        RefillRequested(
          patient: patient, prescription: id, refill: context.newIdentifier("R"),
          expectedOn: context.today.adding(businessDays: context.policy.refillBusinessDays))
      ]
    case .requestRenewal(let patient, let id):
      let prescription = try activePrescription(id, state)
      if let open = prescription.openRequest {
        throw .underWay(medicine: prescription.medicine.label, number: open.id)
      }
      return [
        RenewalRequested(
          patient: patient, prescription: id, renewal: context.newIdentifier("N"),
          dueOn: context.today.adding(businessDays: context.policy.renewalBusinessDays))
      ]
    case .approve(let patient, let id, let newRefills):
      let (prescription, request) = try openRequest(id, at: .requested, state)
      switch request.kind {
      case .refill:
        return [
          RefillApproved(
            patient: patient, prescription: prescription.id, refill: id,
            expectedOn: context.today.adding(businessDays: context.policy.refillBusinessDays))
        ]
      case .renewal:
        return [
          RenewalApproved(
            patient: patient, prescription: prescription.id, renewal: id,
            refills: max(0, newRefills ?? 0), on: context.today)
        ]
      }
    case .deny(let patient, let id, let reason):
      let (prescription, request) = try openRequest(id, at: .requested, state)
      switch request.kind {
      case .refill:
        return [
          RefillDenied(
            patient: patient, prescription: prescription.id, refill: id, reason: reason)
        ]
      case .renewal:
        return [
          RenewalDenied(
            patient: patient, prescription: prescription.id, renewal: id, reason: reason)
        ]
      }
    case .ship(let patient, let id):
      let (prescription, _) = try openRequest(id, at: .approved, state)
      return [
        RefillShipped(
          patient: patient, prescription: prescription.id, refill: id, on: context.today)
      ]
    case .deliver(let patient, let id):
      let (prescription, _) = try openRequest(id, at: .shipped, state)
      return [
        RefillDelivered(
          patient: patient, prescription: prescription.id, refill: id, on: context.today)
      ]
    }
  }

  /// Whether a prescription can be refilled now; it throws why not.
  public static func checkRefill(
    of id: PrescriptionID, _ state: State, _ context: Context
  ) throws(Failure) {
    let prescription = try activePrescription(id, state)
    let medicine = prescription.medicine
    if let open = prescription.openRequest {
      throw .underWay(medicine: medicine.label, number: open.id)
    }
    switch medicine.schedule {
    case .two: throw .neverRefilled(medicine: medicine.label)
    case .three, .four, .five:
      let end = prescription.writtenOn.adding(months: context.policy.controlledMonths)
      if prescription.refillsUsed >= context.policy.controlledRefills || context.today > end {
        throw .limitReached(medicine: medicine.label)
      }
    case nil: break
    }
    if prescription.refillsLeft == 0 { throw .noRefillsLeft(medicine: medicine.label) }
    if let earliest = prescription.refillableFrom(context.policy), context.today < earliest {
      throw .tooSoon(medicine: medicine.label, earliest: earliest, today: context.today)
    }
  }

  private static func activePrescription(
    _ id: PrescriptionID, _ state: State
  ) throws(Failure) -> Prescription {
    guard let prescription = state[id] else { throw .unknown }
    guard prescription.isActive else { throw .stopped(medicine: prescription.medicine.label) }
    return prescription
  }

  private static func openRequest(
    _ id: RefillID, at stage: Request.Stage, _ state: State
  ) throws(Failure) -> (Prescription, Request) {
    guard let found = state.request(id) else { throw .unknown }
    guard found.request.stage == stage else { throw .wrongStage(found.request.stage) }
    return found
  }
}
