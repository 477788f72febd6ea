internal import Foundation
internal import LMDB
internal import PortalCrypto

extension Store {
  /// Begins the one write transaction, once it's one's turn. What the journal holds beyond LMDB's last
  /// commit is in it.
  ///
  /// - Parameter thoroughly: whether the whole journal is looked at for damage.
  func beginWrite(thoroughly: Bool = false) throws -> WriteTransaction {
    let transaction = try turn.take { () throws(LMDBError) in try environment.beginWrite() }
    try takeInJournal(in: transaction, thoroughly: thoroughly)
    return transaction
  }

  private func takeInJournal(
    in transaction: borrowing WriteTransaction, thoroughly: Bool
  ) throws {
    // A store that was closed has all that was in its journal; an older copy of one must not be made
    // another log by the journal of a later one.
    guard let noted = try journalID(transaction.snapshot), try journal.id() == noted else { return }
    let head = try head(transaction.snapshot)
    let frames = try journal.frames(after: head, thoroughly: thoroughly)
    if frames.isEmpty { return }
    try keys.refresh(transaction.snapshot)
    var tail = try LogTail(self, transaction.snapshot)
    for frame in frames { try tail.takeIn(frame, in: transaction) }
    try tail.finish(in: transaction)
  }

  /// The same for who makes groups durable by the journal: LMDB has noted which journal it is, so that
  /// nobody opens the store without it, and has room for what will be in it.
  ///
  /// - Parameter isJournaled: whether all that is so. Where the disk is full it's not; each group is a
  ///   commit of its own then, and told so where it fails.
  func beginJournaled(_ isJournaled: inout Bool) throws -> WriteTransaction {
    // Whoever closes the store between the commit of the note and the next transaction takes it away
    // again: only what is noted in the transaction itself counts.
    while true {
      let transaction = try beginWrite()
      isJournaled = false
      guard environment.reserve(journal.byteCount) else { return transaction }
      switch try noteJournal(in: transaction) {
      case .noRoom: return transaction
      case .noted:
        isJournaled = true
        return transaction
      case .changed: try transaction.commit()
      }
    }
  }

  private enum JournalNote { case noted, changed, noRoom }

  private func noteJournal(in transaction: borrowing WriteTransaction) throws -> JournalNote {
    if let noted = try journalID(transaction.snapshot), try journal.id() == noted { return .noted }
    do {
      try transaction.put(try journal.renew(), for: Tables.journalKey, in: tables.meta)
      return .changed
    } catch let error as FileError where LMDBError.lackOfRoom.contains(error.code) {
      return .noRoom
    }
  }

  /// Notes that the journal holds no more than LMDB.
  func forgetJournal() throws {
    try write { transaction in
      _ = try transaction.remove(Tables.journalKey, from: tables.meta)
    }
  }

  /// The journal that may hold more than LMDB; `nil` where there is none.
  func journalID(_ snapshot: borrowing Snapshot) throws(LMDBError) -> [UInt8]? {
    guard let row = try snapshot.value(for: Tables.journalKey, in: tables.meta) else { return nil }
    return row.array
  }

  /// Runs one transaction; where it needs more room than the map has, again in a larger one.
  func write<Result>(
    thoroughly: Bool = false, _ body: (_ transaction: borrowing WriteTransaction) throws -> Result
  ) throws -> Result {
    while true {
      do {
        let transaction = try beginWrite(thoroughly: thoroughly)
        let result = try body(transaction)
        try transaction.commit()
        return result
      } catch { try makeRoom(after: error) }
    }
  }

  /// Enlarges the map where a transaction failed for want of it.
  ///
  /// - Throws: the error, where it was another.
  func makeRoom(after error: any Error) throws {
    keys.forgetAll()
    guard (error as? LMDBError)?.isMapFull == true else { throw error }
    try environment.grow()
  }

  /// Carries out a group's requests that have no verdict yet. One that fails leaves nothing, and its
  /// neighbours as they are.
  ///
  /// - Throws: where the transaction can't go on; none of the group is in the log then.
  func apply(
    _ group: inout AppendGroup, to tail: inout LogTail, in transaction: borrowing WriteTransaction
  ) throws {
    for request in group.requests[group.verdicts.count...] {
      let sealingKeys: [SubjectKey]
      do {
        if let receipt = try request.command?.earlier(transaction.snapshot, in: tables) {
          group.verdicts.append(.success(receipt))
          continue
        }
        try check(request.condition, &tail, in: transaction)
        sealingKeys = try tail.sealingKeys(of: request.events, in: transaction)
      } catch let error as LogError {
        group.verdicts.append(.failure(error))
        continue
      }
      // What LMDB refuses, and from here on any failure, is the store's, and ends the transaction.
      group.verdicts.append(
        .success(
          try tail.append(
            request.events, sealedBy: sealingKeys, command: request.command, in: transaction)))
    }
  }

  private func check(
    _ condition: PreparedCondition?, _ tail: inout LogTail,
    in transaction: borrowing WriteTransaction
  ) throws {
    guard let condition else { return }
    if try matches(condition, &tail, in: transaction) {
      throw LogError(
        .conditionFailed, "something changed in the meantime; read again and decide anew")
    }
  }

  /// Whether an event is there that a condition doesn't want.
  private func matches(
    _ condition: PreparedCondition, _ tail: inout LogTail,
    in transaction: borrowing WriteTransaction
  ) throws -> Bool {
    if let answer = try condition.glance.matches(
      after: condition.after, head: tail.head, transaction.snapshot, in: tables)
    {
      return answer
    }
    // The events themselves must be looked at, those of the group too.
    try tail.putAllRows(in: transaction)
    return try transaction.snapshot.contains(
      condition.query, after: condition.after, head: tail.head, in: tables, blind)
  }
}
