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
      let leafTags: [[UInt8]]
      do throws(LogError) {
        if let receipt = try command.earlier(in: transaction) {
          verdicts.append(.success(receipt))
          continue
        }
        leafTags = try check(request, head: head, in: transaction)
      } catch {
        verdicts.append(.failure(error))
        continue
      }
      // From here on a failure is the store's, and ends the transaction.
      let first = head + 1
      let sealed = try seal(
        request.events, leafTags, from: first, time: time, &salts, transaction.snapshot)
      for (prepared, sealed) in zip(request.events, sealed) {
        head += 1
        try put(prepared, sealed.envelope, at: head, time: time, in: transaction)
        edge.append(sealed.leaf)
        if !views.isEmpty {
          written.append(
            RecordedEvent(
              position: head, time: Date(timeIntervalSince1970: Double(time) / 1000),
              contents: .intact(prepared.event)))
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
  /// - Returns: how the leaves of the Merkle tree name the events' subjects.
  private func check(
    _ request: AppendRequest, head: UInt64, in transaction: borrowing WriteTransaction
  ) throws(LogError) -> [[UInt8]] {
    let snapshot = transaction.snapshot
    do {
      if let condition = request.condition,
        try snapshot.contains(
          condition.query, after: condition.after, head: head, in: tables, blind)
      {
        throw LogError(
          .conditionFailed, "something changed in the meantime; read again and decide anew")
      }
      var leafTags: [[UInt8]] = []
      leafTags.reserveCapacity(request.events.count)
      for prepared in request.events {
        leafTags.append(try keys.prepare(prepared.keyID, in: transaction))
      }
      return leafTags
    } catch { throw LogError(wrapping: error) }
  }

  /// Seals events at their positions and makes their leaves, on all cores where they are many.
  private func seal(
    _ events: [PreparedEvent], _ leafTags: [[UInt8]], from first: UInt64, time: UInt64,
    _ salts: inout SaltSource, _ snapshot: borrowing Snapshot
  ) throws -> [(envelope: [UInt8], leaf: MerkleHash)] {
    let storeID = keys.keyring.storeID
    var keysAndSalts: [(key: EnvelopeKey, salt: [UInt8])] = []
    keysAndSalts.reserveCapacity(events.count)
    for prepared in events {
      let keyClass = prepared.event.keyClass
      guard let key = try keys.key(keyClass, of: prepared.keyID.rawSpan, snapshot) else {
        throw LogError(.subjectErased, "the subject was erased; nothing can be added to it")
      }
      keysAndSalts.append((key, salts.salt()))
    }
    let materials = keysAndSalts
    return Parallel.map(events.count) { index in
      let prepared = events[index]
      let position = first + UInt64(index)
      let keyClass = prepared.event.keyClass
      let envelope = Envelope.seal(
        prepared.record.rawSpan,
        header: Envelope.Header(keyClass: keyClass.rawValue, keyID: prepared.keyID, epoch: 1),
        context: .event,
        authenticating: EventPlace(storeID, position, keyClass).bytes.rawSpan,
        key: materials[index].key, salt: materials[index].salt)
      let leaf = Leaf(
        keyClass: keyClass.rawValue, position: position, time: time, subjectTag: leafTags[index])
      return (envelope, leaf.hash(envelope: envelope.rawSpan))
    }
  }

  private func put(
    _ prepared: PreparedEvent, _ envelope: [UInt8], at position: UInt64, time: UInt64,
    in transaction: borrowing WriteTransaction
  ) throws {
    var row = EventRow(time: time, entries: [], envelope: envelope)
    for key in prepared.chainKeys {
      var chain = try transaction.snapshot.chain(key, in: tables)
      row.entries.append(chain.append(Link(position: position, index: row.entries.count)))
      try transaction.put(chain.encode(), for: key, in: tables.chains)
    }
    try transaction.append(row.encode(at: position), for: position, in: tables.events)
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
