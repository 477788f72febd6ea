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
    var rows = RowWriter(tables)
    let time = UInt64(max(0, (clock().timeIntervalSince1970 * 1000).rounded()))
    for request in group {
      let sealingKeys: [SubjectKey]
      do throws(LogError) {
        if let receipt = try request.command?.earlier(transaction.snapshot, in: tables) {
          verdicts.append(.success(receipt))
          continue
        }
        sealingKeys = try check(request, head: head, in: transaction)
      } catch {
        verdicts.append(.failure(error))
        continue
      }
      // From here on a failure is the store's, and ends the transaction.
      let first = head + 1
      let salts = salts.salts(request.events.count)
      let sealed = Parallel.map(request.events.count) { index in
        seal(
          request.events[index], sealingKeys[index], at: first + UInt64(index), time: time,
          salt: SaltSource.salt(index, of: salts.rawSpan))
      }
      for (prepared, sealed) in zip(request.events, sealed) {
        head += 1
        try rows.append(prepared, sealed.envelope, at: head, time: time, in: transaction)
        edge.append(sealed.leaf)
        if !views.isEmpty {
          written.append(
            RecordedEvent(
              position: head, time: Date(timeIntervalSince1970: Double(time) / 1000),
              contents: .intact(prepared.event)))
        }
      }
      let receipt = Receipt(positions: first..<head + 1)
      try request.command?.record(receipt, in: tables, transaction)
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
  /// - Returns: the keys that seal its events.
  private func check(
    _ request: AppendRequest, head: UInt64, in transaction: borrowing WriteTransaction
  ) throws(LogError) -> [SubjectKey] {
    if let condition = request.condition {
      let isChanged: Bool
      do throws(LMDBError) {
        isChanged = try transaction.snapshot.contains(
          condition.query, after: condition.after, head: head, in: tables, blind)
      } catch { throw LogError(error) }
      guard !isChanged else {
        throw LogError(
          .conditionFailed, "something changed in the meantime; read again and decide anew")
      }
    }
    var sealingKeys: [SubjectKey] = []
    sealingKeys.reserveCapacity(request.events.count)
    for prepared in request.events {
      sealingKeys.append(
        try keys.sealingKey(prepared.event.keyClass, of: prepared.keyID, in: transaction))
    }
    return sealingKeys
  }

  /// Seals an event at its position and makes its leaf. It needs no transaction, so that the events
  /// of a large append are sealed on all cores.
  private func seal(
    _ prepared: PreparedEvent, _ key: SubjectKey, at position: UInt64, time: UInt64, salt: RawSpan
  ) -> (envelope: [UInt8], leaf: MerkleHash) {
    let keyClass = prepared.event.keyClass
    let place = EventPlace(keys.keyring.storeID, position, keyClass)
    let record = prepared.record
    let envelope = Envelope.seal(
      record.rawSpan,
      header: Envelope.Header(keyClass: keyClass.rawValue, keyID: prepared.keyID, epoch: 1),
      context: .event, authenticating: place.bytes, key: key.envelopes, salt: salt)
    let leaf = Leaf(
      keyClass: keyClass.rawValue, position: position, time: time, subjectTag: key.leafTag)
    return (envelope, leaf.hash(envelope: envelope.rawSpan))
  }
}
