internal import EventStore
internal import LMDB
internal import PortalDomain

/// What a run of events does to the rows of one read model: each row is read once, takes in all of its
/// events, and is written once.
///
/// It takes three steps: which rows they are, reading them, and folding. Only reading needs the store.
struct RowRun<Model: ReadModel>: AnyRowRun {
  /// The rows that are touched, each once.
  private(set) var keys: [RowKey] = []
  /// An event, and the place of a row among the keys, in order.
  private var steps: [(event: Occurrence, row: Int)] = []

  /// - Throws: `ViewFault` where an event can't be read.
  init(_ model: Model.Type, _ events: some Sequence<DecodedEvent>) throws(ViewFault) {
    var places: [RowKey: Int] = [:]
    for event in events {
      guard case .success(let content) = event.content else {
        throw ViewFault("an event can't be read")
      }
      guard let content else { continue }
      for key in Model.keys(of: content) {
        let place = places[key] ?? keys.count
        if place == keys.count {
          places[key] = place
          keys.append(key)
        }
        steps.append((content, place))
      }
    }
  }

  func fold(_ stored: [[UInt8]?], in table: ViewTable) throws(ViewFault) -> [ViewRows.Change] {
    var rows: [Model.Row?] = []
    rows.reserveCapacity(stored.count)
    for bytes in stored { rows.append(try Self.decode(bytes)) }
    for (event, row) in steps { try Model.fold(&rows[row], event, at: keys[row]) }
    var changes: [ViewRows.Change] = []
    changes.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let change = try Self.change(row, from: stored[index], at: keys[index], in: table)
      if let change { changes.append(change) }
    }
    return changes
  }

  static func decode(_ stored: [UInt8]?) throws(ViewFault) -> Model.Row? {
    guard let stored else { return nil }
    do { return try JSON.decode(Model.Row.self, stored) } catch {
      throw ViewFault("a row can't be read")
    }
  }

  /// - Returns: `nil` for a row that came out as it was: it isn't written.
  static func change(
    _ row: Model.Row?, from stored: [UInt8]?, at key: RowKey, in table: ViewTable
  ) throws(ViewFault) -> ViewRows.Change? {
    let bytes: [UInt8]?
    do { bytes = try row.map(JSON.encode) } catch { throw ViewFault("a row can't be written") }
    if bytes == stored { return nil }
    return ViewRows.Change(bytes, key.name, of: key.owner.logSubject, in: table)
  }
}

/// The same for whichever read model.
protocol AnyRowRun: Sendable {
  var keys: [RowKey] { get }
  func fold(_ stored: [[UInt8]?], in table: ViewTable) throws(ViewFault) -> [ViewRows.Change]
}

extension ViewRows {
  /// A row's bytes.
  ///
  /// - Throws: `ViewFault` where it's damaged, and whatever is the store's fault.
  func row(
    at key: RowKey, in table: ViewTable, _ snapshot: borrowing Snapshot
  ) throws -> [UInt8]? {
    do {
      return try row(key.name, of: key.owner.logSubject, in: table, snapshot)
    } catch let error as LogError where error.code == .corrupt(position: 0) {
      throw ViewFault("a row is damaged")
    }
  }
}
