package import EventStore
package import LMDB
internal import PortalDomain

extension ProjectionEngine {
  package func forget(
    _ subject: Subject, _ events: [RecordedEvent], _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    let contents = events.compactMap { try? DecodedEvent($0).content.get() }
    for case .patient(let patient) in contents.map(\.event.subject).prefix(1) {
      for model in models { try forget(patient, contents, model, rows, transaction) }
    }
  }

  /// Takes a patient out of others' rows, in the table in force and in one that is being made.
  private func forget<Model: ReadModel>(
    _ patient: PatientID, _ events: [Occurrence], _ model: Model.Type, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction
  ) throws {
    let keys = Set(events.flatMap { model.keys(of: $0) }).filter { $0.owner != .patient(patient) }
    let tables = tables(of: model)
    for table in tables.all where try rows.state(of: table, transaction.snapshot) != nil {
      do {
        var cache = RowCache(model, table, rows)
        for key in keys { try cache.forget(patient, at: key, transaction.snapshot) }
        try rows.write(try cache.changes(), transaction)
      } catch is ViewFault {
        // A row that can't be read must not keep what it may say: the view is made anew.
        for table in tables.all { try rows.clear(table, transaction) }
        let first = tables.all[0]
        try rows.setState(ViewState(version: model.version), of: first, transaction)
        return
      }
    }
  }
}
