/// Times that providers offer, the visits that are booked in them, and who waits for one.
public enum Appointments: Feature {
  public static let events: [any DomainEvent.Type] = [
    SlotsPublished.self, SlotsWithdrawn.self, Held.self, Released.self, Booked.self, Changed.self,
    Cancelled.self, Confirmed.self, CheckedIn.self, Completed.self, NoShow.self, Joined.self,
    Offered.self, Accepted.self, Declined.self, Expired.self, Left.self,
  ]

  public static let initial = State()

  /// Who asks for a time. The clinic may book where the portal's booking is off, and at short notice.
  public enum Side: Sendable {
    case patient, clinic
  }

  public enum Command: Sendable {
    /// Opens times of a provider on one day; those that are open already stay as they are.
    case publish(SlotsPublished)
    /// Takes back times of a provider on one day.
    case withdraw(ProviderID, LocalDate, [SlotID])
    /// Keeps a time for a patient who is about to book it.
    case hold(PatientID, SlotID, by: Side = .patient)
    case release(PatientID, SlotID)
    case book(PatientID, SlotID, reason: String? = nil, by: Side = .patient)
    case change(PatientID, AppointmentID, to: SlotID, by: Side = .patient)
    /// Where it costs something, it's refused until the patient says that they know.
    case cancel(PatientID, AppointmentID, reason: String? = nil, acceptingFee: Bool = false)
    /// The clinic cancels, or is lenient.
    case cancelWithoutFee(PatientID, AppointmentID, reason: String? = nil)
    case confirm(PatientID, AppointmentID)
    case checkIn(PatientID, AppointmentID)
    case complete(PatientID, AppointmentID)
    case recordNoShow(PatientID, AppointmentID)
    /// Waits for a time; where a visit is to be replaced, for an earlier one.
    case join(PatientID, SlotQuery, replacing: AppointmentID? = nil)
    case leave(PatientID, WaitID)
    /// Takes what is offered; `replacing` as the wait has it.
    case accept(PatientID, WaitID, SlotID, replacing: AppointmentID?)
    case decline(PatientID, WaitID, SlotID)
    /// Ends an offer that nobody answered.
    case expire(PatientID, WaitID, SlotID)
    /// Offers a free time to the first of those who wait, in their order, whom it suits.
    case offer(SlotID, to: [Candidate])
  }

  /// Somebody who waits.
  public struct Candidate: Hashable, Sendable {
    public let patient: PatientID
    public let wait: WaitID
    public let replacing: AppointmentID?

    public init(_ wait: Wait) {
      patient = wait.patient
      self.wait = wait.id
      replacing = wait.replacing
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .publish(let event):
      Boundary(
        around(event.day).map { item(ProviderDay.Key(event.provider, $0).openingsTag) }
          + [Clinic.item("provider:\(event.provider)")]
          + Set(event.openings.map(\.place)).map(\.item))
    case .withdraw(let provider, let day, _):
      Boundary(
        [ProviderDay.Key(provider, day)].flatMap { [item($0.openingsTag), item($0.visitsTag)] })
    case .hold(let patient, let slot, _), .book(let patient, let slot, _, _):
      Boundary(taking(slot, for: patient))
    case .release(_, let slot): Boundary([item(slot.tag)])
    case .change(let patient, let appointment, let slot, _):
      Boundary(taking(slot, for: patient) + [item(appointment.tag)])
    case .cancel(_, let appointment, _, _), .cancelWithoutFee(_, let appointment, _),
      .confirm(_, let appointment), .checkIn(_, let appointment), .complete(_, let appointment),
      .recordNoShow(_, let appointment):
      Boundary([item(appointment.tag)])
    case .join(let patient, _, let appointment):
      Boundary(
        [item(patient.waitsTag), FeatureSwitches.item(.waitlist)]
          + [appointment.map { item($0.tag) }].compactMap { $0 })
    case .leave(_, let wait), .decline(_, let wait, _), .expire(_, let wait, _):
      Boundary([item(wait.tag)])
    case .accept(let patient, let wait, let slot, let appointment):
      Boundary(
        taking(slot, for: patient) + [item(wait.tag)]
          + [appointment.map { item($0.tag) }].compactMap { $0 })
    case .offer(let slot, let candidates):
      Boundary(
        Set(
          candidates.flatMap { candidate in
            taking(slot, for: candidate.patient) + [item(candidate.wait.tag)]
              + [candidate.replacing.map { item($0.tag) }].compactMap { $0 }
          } + openness(of: slot)
        ).sorted { $0.tags[0] < $1.tags[0] })
    }
  }

  /// What decides whether a patient may have a time: the time itself, and the patient's visits near it.
  private static func taking(_ slot: SlotID, for patient: PatientID) -> [Boundary.Item] {
    openness(of: slot) + [FeatureSwitches.item(.booking), FeatureSwitches.item(.videoVisits)]
      + (slot.providerDay.map { around($0.day) } ?? []).map { item(patient.visitsTag(on: $0)) }
  }

  private static func openness(of slot: SlotID) -> [Boundary.Item] {
    [item(slot.tag)] + [slot.providerDay.map { item($0.openingsTag) }].compactMap { $0 }
  }

  /// A visit may reach over midnight, and the way to the next one too.
  private static func around(_ day: LocalDate) -> [LocalDate] {
    (-1...1).map { day.adding(days: $0) }
  }

  /// These tags are of this feature alone, so no type needs to be named.
  private static func item(_ tag: String) -> Boundary.Item {
    Boundary.Item(tags: [tag], types: [])
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .publish, .withdraw: [.administrator, .frontDesk, .provider]
    case .hold, .release, .book, .change, .cancel, .cancelWithoutFee, .confirm, .checkIn, .join,
      .leave, .accept, .decline, .expire, .offer:
      [.administrator, .frontDesk, .nurse, .provider]
    case .complete, .recordNoShow: [.administrator, .frontDesk, .nurse, .provider]
    }
  }

  /// Whoever acts for a patient within limits books for them where visits are within the limits.
  public static func matter(of command: Command) -> Disclosures.Matter? { .appointments }
}
