internal import Foundation
internal import GRDB
internal import PortalDomain

extension Facts {
  /// Results, and that there are reports, notes and documents.
  func takeRecords(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any RecordEvent else { return }
    let key = harbor.key("record", event.record)
    func report(_ kind: String, _ dated: Date, _ received: Date) throws {
      try add(
        "reports", of: person,
        [
          "report": key, "kind": kind, "dated_on": moved(dated, person),
          "received_at": harbor.moment(received, of: person),
        ])
    }
    switch event {
    case let event as Records.ResultReceived:
      let result = event.result
      try add(
        "results", of: person,
        [
          "result": key, "code": SafeHarbor.code(result.code), "value": result.number,
          "unit": result.number == nil ? nil : SafeHarbor.term(result.unit),
          "flag": result.flag?.rawValue, "collected_on": moved(result.collectedAt, person),
          "received_at": harbor.moment(event.receivedAt, of: person),
        ])
    case let event as Records.Corrected:
      try set(
        "results", "result", key,
        [
          "value": Double(event.correction.value), "unit": SafeHarbor.term(event.correction.unit),
          "flag": event.correction.flag?.rawValue,
        ])
    case let event as Records.ResultReviewed:
      try set(
        "results", "result", key, ["reviewed_at": harbor.moment(event.reviewedAt, of: person)])
    case let event as Records.ReportReceived:
      try report(event.report.kind.rawValue, event.report.performedAt, event.receivedAt)
    case let event as Records.NoteAdded:
      try report(Records.Kind.visitNote.rawValue, event.note.visitAt, event.receivedAt)
    case let event as Records.DocumentAdded:
      try report(Records.Kind.document.rawValue, event.document.writtenAt, event.receivedAt)
    case is Records.Retracted:
      try set("results", "result", key, ["retracted": 1])
      try set("reports", "report", key, ["retracted": 1])
    default: break
    }
  }

  private func moved(_ moment: Date, _ person: SafeHarbor.Person) -> String {
    String(harbor.moment(moment, of: person).prefix(10))
  }
}
