extension Messages: Retraceable {
  /// The first message of a thread came along with the thread; both are decided by the thread's rules,
  /// but for its subject.
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as Sent:
      [
        Cause(
          .send(
            event.patient, event.thread, Draft(event.message, event.text, attached: event.attached)),
          at: event.sentAt)
      ]
    case let event as Answered:
      [
        Cause(
          .answer(
            event.patient, event.thread, by: event.author,
            Draft(event.message, event.text, attached: event.attached)), at: event.answeredAt)
      ]
    default: []
    }
  }
}
