extension Notices: Retraceable {
  /// Whether a notice is sent at all, or later, is decided beside the commands: `sending(of:to:_:)`.
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as Failed:
      [Cause(.markFailed(event.reference, reason: event.reason, isFinal: false))]
    case let event as AnnouncementPublished: [Cause(.publish(event))]
    default: []
    }
  }
}
