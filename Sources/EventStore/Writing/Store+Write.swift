internal import Foundation
internal import LMDB
internal import PortalCrypto

extension Store {
  /// Writes a group in one transaction. A request that fails leaves nothing, and its neighbours
  /// as they are.
  ///
  /// - Returns: a verdict for each request, in their order.
  func write(_ group: [AppendRequest]) -> [Result<Receipt, LogError>] {
    do {
      return try environment.write { transaction in try apply(group, in: transaction) }
    } catch let error as LMDBError where error.isMapFull {
      keys.forgetAll()
      do { try environment.grow() } catch {
        return group.map { _ in .failure(LogError(wrapping: error)) }
      }
      return write(group)
    } catch {
      keys.forgetAll()
      guard group.count > 1 else { return [.failure(LogError(wrapping: error))] }
      // What failed isn't known to be one request's fault or all of theirs: each on its own.
      return group.flatMap { write([$0]) }
    }
  }

  private func apply(
    _ group: [AppendRequest], in transaction: borrowing WriteTransaction
  ) throws -> [Result<Receipt, LogError>] {
    var head = try head(transaction.snapshot)
    var verdicts: [Result<Receipt, LogError>] = []
    var written: [RecordedEvent] = []
    var edge = try treeEdge(transaction.snapshot)
    var salts = SaltSource()
    let time = UInt64(max(0, (clock().timeIntervalSince1970 * 1000).rounded()))
    for request in group {
      let command = CommandCheck(request, self)
      let sealed: [Sealing]
      do throws(LogError) {
        if let receipt = try command.earlier(in: transaction) {
          verdicts.append(.success(receipt))
          continue
        }
        sealed = try check(request, head: head, in: transaction)
      } catch {
        verdicts.append(.failure(error))
        continue
      }
      // From here on a failure is the store's, and ends the transaction.
      let first = head + 1
      for (event, sealing) in zip(request.events, sealed) {
        head += 1
        let envelope = try put(
          event, sealing.keyID, salts.salt(), at: head, time: time, in: transaction)
        let leaf = Leaf(
          keyClass: event.keyClass.rawValue, position: head, time: time,
          subjectTag: sealing.leafTag)
        edge.append(leaf.hash(envelope: envelope.rawSpan))
        if !views.isEmpty {
          written.append(
            RecordedEvent(
              position: head, time: Date(timeIntervalSince1970: Double(time) / 1000),
              contents: .intact(event)))
        }
      }
      let receipt = Receipt(positions: first..<head + 1)
      try command.record(receipt, in: transaction)
      verdicts.append(.success(receipt))
    }
    try save(edge, in: transaction)
    for view in views {
      try view.apply(written, upTo: head, ViewRows(store: self), in: transaction)
    }
    return verdicts
  }

  /// Whether a request may be carried out. What can fail for the request's own reasons fails here.
  ///
  /// - Returns: what each event is sealed for.
  private func check(
    _ request: AppendRequest, head: UInt64, in transaction: borrowing WriteTransaction
  ) throws(LogError) -> [Sealing] {
    let snapshot = transaction.snapshot
    do {
      if let condition = request.condition,
        try snapshot.contains(
          condition.query, after: condition.after, head: head, in: tables, blind)
      {
        throw LogError(
          .conditionFailed, "something changed in the meantime; read again and decide anew")
      }
      var sealings: [Sealing] = []
      sealings.reserveCapacity(request.events.count)
      for event in request.events {
        let keyID = blind.key(subject: event.subject)
        let leafTag = try keys.prepare(keyID, in: transaction)
        sealings.append(Sealing(keyID: keyID, leafTag: leafTag))
      }
      return sealings
    } catch { throw LogError(wrapping: error) }
  }

  /// Whose keys seal an event, and how the Merkle tree names them.
  private struct Sealing {
    let keyID: [UInt8]
    let leafTag: [UInt8]
  }

  private func put(
    _ event: NewEvent, _ keyID: [UInt8], _ salt: [UInt8], at position: UInt64, time: UInt64,
    in transaction: borrowing WriteTransaction
  ) throws -> [UInt8] {
    let envelope = try seal(
      event, at: position, keyID: keyID, salt: salt, transaction.snapshot)
    var row = EventRow(time: time, entries: [], envelope: envelope)
    for key in chainKeys(of: event, keyID: keyID) {
      var chain = try transaction.snapshot.chain(key, in: tables)
      row.entries.append(chain.append(Link(position: position, index: row.entries.count)))
      try transaction.put(chain.encode(), for: key, in: tables.chains)
    }
    try transaction.append(row.encode(at: position), for: position, in: tables.events)
    return envelope
  }

  /// The chains that an event stands in: its type's, its subject's, its tags', each once.
  func chainKeys(of event: NewEvent, keyID: [UInt8]) -> [[UInt8]] {
    var keys = [blind.key(type: event.type)]
    if event.subject != nil { keys.append(keyID) }
    for tag in event.tags {
      let key = blind.key(tag: tag)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}

/// Finds out whether a command was carried out before, and notes that it was.
private struct CommandCheck {
  private let key: [UInt8]?
  private let requestHash: [UInt8]
  private let tables: Tables

  init(_ request: AppendRequest, _ store: Store) {
    key = request.command.map(store.blind.key(command:))
    tables = store.tables
    requestHash =
      key == nil
      ? [] : CommandRow.hash(of: request.events, request.condition, key: store.keys.keyring.index)
  }

  func earlier(in transaction: borrowing WriteTransaction) throws(LogError) -> Receipt? {
    guard let key else { return nil }
    let found: CommandRow?
    do throws(LMDBError) {
      guard let row = try transaction.snapshot.value(for: key, in: tables.commands)
      else { return nil }
      found = CommandRow(decoding: row)
    } catch { throw LogError(error) }
    guard let found else { throw LogError(LMDBError.damaged) }
    guard found.requestHash == requestHash else {
      throw LogError(.commandReused, "this command's identifier was used for another request")
    }
    return Receipt(positions: found.positions)
  }

  func record(
    _ receipt: Receipt, in transaction: borrowing WriteTransaction
  ) throws(LMDBError) {
    guard let key else { return }
    let row = CommandRow(requestHash: requestHash, positions: receipt.positions)
    try transaction.put(row.encode(), for: key, in: tables.commands)
  }
}
