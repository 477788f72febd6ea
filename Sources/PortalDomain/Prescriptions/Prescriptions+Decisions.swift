internal import Foundation

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
    /// What somebody works on already can't be taken back.
    case tooLateToCancel(Request.Stage)
    /// More refills than the law or the clinic allows.
    case tooManyRefills(medicine: String, most: Int)
    /// A day that doesn't fit: a delay into the past, a filling in the future.
    case wrongDay
    /// Schedules II to V are never refilled without asking.
    case noAutoRefill(medicine: String)
    /// How long a filling lasts, or how many refills there are, isn't on record.
    case autoRefillUnknown(medicine: String)
    case emptyText
    case tooLong(most: Int)

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
      case .tooLateToCancel: "refill.tooLateToCancel"
      case .tooManyRefills: "prescription.tooManyRefills"
      case .wrongDay: "prescription.wrongDay"
      case .noAutoRefill: "autoRefill.controlled"
      case .autoRefillUnknown: "autoRefill.unknown"
      case .emptyText: "pharmacy.emptyText"
      case .tooLong: "pharmacy.tooLong"
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
      case .tooLateToCancel(let stage):
        "That request is \(stage.rawValue), so it's too late to take it back."
      case .tooManyRefills(let medicine, let most): "\(medicine) can have at most \(most) refills."
      case .wrongDay: "That day doesn't fit. Please check the date."
      case .noAutoRefill(let medicine):
        "\(medicine) can't be refilled by itself. Please ask for each refill."
      case .autoRefillUnknown(let medicine):
        "I don't know how long \(medicine) lasts or how many refills it has, so please ask for each "
          + "refill."
      case .emptyText: "There's no text in that. Please write a few words."
      case .tooLong(let most): "That's too long. Please use at most \(most) characters."
      }
    }

    /// Whether the doctor can help with a new prescription.
    public var allowsRenewal: Bool {
      switch self {
      case .noRefillsLeft, .neverRefilled, .limitReached: true
      default: false
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .prescribe(let event): return try prescribe(event, state, context)
    case .stop(let patient, let id, let reason):
      let prescription = try known(id, of: patient, state)
      guard prescription.isActive else { return [] }
      return [Stopped(patient: patient, prescription: id, reason: reason)]
        + denials(of: prescription, reason)
    case .recordDispensing(let patient, let id, let day):
      let prescription = try known(id, of: patient, state)
      guard day <= context.today else { throw .wrongDay }
      if state.fillings[id]?.contains(day) == true { return [] }
      let dispensed = Dispensed(patient: patient, prescription: id, on: day)
      return [dispensed] + window(of: prescription, after: dispensed, context)
    case .requestRefill(let patient, let id):
      _ = try known(id, of: patient, state)
      try checkRefill(of: id, state, context)
      return [
        RefillRequested(
          patient: patient, prescription: id,
          refill: context.newIdentifier(RefillID.refillPrefix),
          expectedOn: context.today.adding(businessDays: context.policy.refillBusinessDays))
      ]
    case .requestRenewal(let patient, let id):
      let prescription = try active(known(id, of: patient, state))
      if let open = prescription.openRequest {
        throw .underWay(medicine: prescription.medicine.label, number: open.id)
      }
      return [
        RenewalRequested(
          patient: patient, prescription: id,
          renewal: context.newIdentifier(RefillID.renewalPrefix),
          dueOn: context.today.adding(businessDays: context.policy.renewalBusinessDays))
      ]
    case .cancel(let patient, let id, let number):
      return try cancel(number, known(id, of: patient, state))
    case .approve, .deny, .delay, .ship, .deliver: return try serve(command, state, context)
    case .setAutoRefill(let patient, let id, let on):
      let prescription = try known(id, of: patient, state)
      if prescription.refillsAutomatically == on { return [] }
      guard on else { return [AutoRefillTurnedOff(patient: patient, prescription: id)] }
      try checkAutoRefill(of: prescription)
      return [AutoRefillTurnedOn(patient: patient, prescription: id)]
    case .choosePharmacy(let patient, let id, let pharmacy):
      let prescription = try active(known(id, of: patient, state))
      let name = try text(pharmacy, atMost: context.policy.prescriptions.pharmacyCharacters)
      if prescription.pharmacy == name { return [] }
      return [PharmacyChosen(patient: patient, prescription: id, pharmacy: name)]
    case .sendPharmacyMessage, .answerPharmacyMessage: return try write(command, state, context)
    }
  }

  private static func prescribe(
    _ event: Prescribed, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if let known = state[event.prescription] {
      guard known.patient == event.patient else { throw .unknown }
      return []
    }
    try checkRefills(event.refills ?? 0, of: event.medicine, context)
    return [event]
  }

  /// Takes a request back that nobody has answered yet.
  private static func cancel(
    _ number: RefillID, _ prescription: Prescription
  ) throws(Failure) -> [any DomainEvent] {
    guard let request = prescription.requests.first(where: { $0.id == number }) else {
      throw .unknown
    }
    if request.stage == .cancelled { return [] }
    guard request.stage == .requested else { throw .tooLateToCancel(request.stage) }
    let (patient, id) = (prescription.patient, prescription.id)
    return switch request.kind {
    case .refill: [RefillCancelled(patient: patient, prescription: id, refill: number)]
    case .renewal: [RenewalCancelled(patient: patient, prescription: id, renewal: number)]
    }
  }

  /// Whether a prescription can be refilled now; it throws why not.
  public static func checkRefill(
    of id: PrescriptionID, _ state: State, _ context: Context
  ) throws(Failure) {
    guard let known = state[id] else { throw .unknown }
    let prescription = try active(known)
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

  /// How many refills the law and the clinic allow (21 CFR 1306.12, 1306.22).
  static func checkRefills(
    _ refills: Int, of medicine: Medicine, _ context: Context
  ) throws(Failure) {
    let most =
      switch medicine.schedule {
      case .two: 0
      case .three, .four, .five: context.policy.controlledRefills
      case nil: context.policy.prescriptions.mostRefills
      }
    guard (0...most).contains(refills) else {
      throw .tooManyRefills(medicine: medicine.label, most: most)
    }
  }

  /// A patient's prescription, stopped or not.
  static func known(
    _ id: PrescriptionID, of patient: PatientID, _ state: State
  ) throws(Failure) -> Prescription {
    guard let prescription = state[id], prescription.patient == patient else { throw .unknown }
    return prescription
  }

  static func active(_ prescription: Prescription) throws(Failure) -> Prescription {
    guard prescription.isActive else { throw .stopped(medicine: prescription.medicine.label) }
    return prescription
  }

  /// A text without the white space around it.
  static func text(_ text: String, atMost most: Int) throws(Failure) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { throw .emptyText }
    guard trimmed.count <= most else { throw .tooLong(most: most) }
    return trimmed
  }
}
