extension Records: Retraceable {
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as ResultReceived where event.source == nil:
      [Cause(.receiveResult(event.patient, event.record, event.result), at: event.receivedAt)]
    case let event as ReportReceived where event.source == nil:
      [Cause(.receiveReport(event.patient, event.record, event.report), at: event.receivedAt)]
    case let event as NoteAdded where event.source == nil:
      [Cause(.addNote(event.patient, event.record, event.note), at: event.receivedAt)]
    case let event as DocumentAdded where event.source == nil:
      [Cause(.addDocument(event.patient, event.record, event.document), at: event.receivedAt)]
    case let event as ResultReviewed:
      [
        Cause(
          .review(event.patient, .record(event.record), by: event.reviewer, comment: event.comment),
          at: event.reviewedAt)
      ]
    default: []
    }
  }
}
