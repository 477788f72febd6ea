extension Appointments: Retraceable {
  /// A visit that was booked from the waitlist came along with its acceptance, and is decided with it
  /// where both stand.
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    let isStaff = if case .staff = origin?.actor { true } else { false }
    let sides: [Side] = isStaff ? [.clinic] : [.patient, .clinic]
    return switch event {
    case let event as Held:
      sides.map {
        Cause(.hold(event.patient, event.slot.id, by: $0), identifier: event.appointment.value)
      }
    case let event as Booked:
      sides.map {
        Cause(
          .book(event.patient, event.slot.id, reason: event.reason, by: $0),
          identifier: event.appointment.value)
      }
    case let event as Changed:
      sides.map { Cause(.change(event.patient, event.appointment, to: event.to.id, by: $0)) }
    case let event as Cancelled:
      [
        Cause(
          .cancel(event.patient, event.appointment, reason: event.reason, acceptingFee: true)),
        Cause(.cancelWithoutFee(event.patient, event.appointment, reason: event.reason)),
      ]
    case let event as NoShow: [Cause(.recordNoShow(event.patient, event.appointment))]
    case let event as Joined:
      [
        Cause(
          .join(event.patient, event.wishes, replacing: event.replacing),
          identifier: event.wait.value)
      ]
    default: []
    }
  }
}
