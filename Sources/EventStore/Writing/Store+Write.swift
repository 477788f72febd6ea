internal import Foundation
internal import LMDB
internal import PortalCrypto

extension Store {
  /// Runs one transaction; where it needs more room than the map has, again in a larger one.
  func write<Result>(
    _ body: (_ transaction: borrowing WriteTransaction) throws -> Result
  ) throws -> Result {
    while true {
      do { return try environment.write(body) } catch {
        keys.forgetAll()
        guard (error as? LMDBError)?.isMapFull == true else { throw error }
        try environment.grow()
      }
    }
  }

  /// Writes a group in one transaction. A request that fails leaves nothing, and its neighbours
  /// as they are.
  ///
  /// - Returns: a verdict for each request, in their order.
  func write(_ group: [AppendRequest]) -> [Result<Receipt, LogError>] {
    do {
      return try write { transaction in try apply(group, in: transaction) }
    } catch {
      guard group.count > 1 else { return [.failure(LogError(wrapping: error))] }
      // What failed isn't known to be one request's fault or all of theirs: each on its own.
      return group.flatMap { write([$0]) }
    }
  }

  private func apply(
    _ group: [AppendRequest], in transaction: borrowing WriteTransaction
  ) throws -> [Result<Receipt, LogError>] {
    try keys.refresh(transaction.snapshot)
    var tail = try LogTail(self, transaction.snapshot)
    var verdicts: [Result<Receipt, LogError>] = []
    for request in group {
      let sealingKeys: [SubjectKey]
      do {
        if let receipt = try request.command?.earlier(transaction.snapshot, in: tables) {
          verdicts.append(.success(receipt))
          continue
        }
        sealingKeys = try check(request, head: tail.head, in: transaction)
      } catch let error as LogError {
        verdicts.append(.failure(error))
        continue
      }
      // What LMDB refuses, and from here on any failure, is the store's, and ends the transaction.
      let receipt = try tail.append(request.events, sealedBy: sealingKeys, in: transaction)
      try request.command?.record(receipt, in: tables, transaction)
      verdicts.append(.success(receipt))
    }
    try tail.finish(in: transaction)
    return verdicts
  }

  /// Whether a request may be carried out. What can fail for the request's own reasons fails here.
  ///
  /// - Returns: the keys that seal its events.
  private func check(
    _ request: AppendRequest, head: UInt64, in transaction: borrowing WriteTransaction
  ) throws -> [SubjectKey] {
    if let condition = request.condition,
      try transaction.snapshot.contains(
        condition.query, after: condition.after, head: head, in: tables, blind)
    {
      throw LogError(
        .conditionFailed, "something changed in the meantime; read again and decide anew")
    }
    var sealingKeys: [SubjectKey] = []
    sealingKeys.reserveCapacity(request.events.count)
    for prepared in request.events {
      sealingKeys.append(
        try keys.sealingKey(prepared.event.keyClass, of: prepared.keyID, in: transaction))
    }
    return sealingKeys
  }
}
