internal import Foundation
internal import LMDB
internal import PortalCrypto

/// How a subject is erased so that whoever has the files afterwards finds nothing (crypto-shredding).
///
/// LMDB writes pages anew and leaves the old ones behind for a while, so a key that is deleted in it
/// is not gone. What can be overwritten where it lies is the slots file. So the victim's bucket gets a
/// new key, the other subjects of the bucket are wrapped by that, and the old one is wiped: what
/// lies about in old pages, and in every copy of the store, opens with nothing that is left.
extension Store {
  /// Erases a subject. After a crash at any point the next opening ends it.
  ///
  /// - Returns: the certificate.
  func erase(
    _ request: ErasureRequest, _ maintenance: borrowing KeyMaintenance
  ) throws -> Erasure {
    try finishRotation(maintenance) { _, _ in }
    let bucket = try note(request)
    try maintenance.begin([bucket])
    let erasure = try destroy(request)
    try finishRotation(maintenance) { _, _ in }
    // Under the write lock, and not before LMDB has all that is in it.
    while try !write({ _ in try journal.eraseIfTakenIn() }) {}
    bell.ring()
    return erasure
  }

  /// The first step: notes what was asked for.
  ///
  /// - Returns: the bucket that has to get a new key.
  func note(_ request: ErasureRequest) throws -> UInt8 {
    let keyID = blind.key(subject: Subject(request.subject))
    return try write { transaction in
      try keys.refresh(transaction.snapshot)
      guard let row = try keys.row(keyID, transaction.snapshot) else {
        throw LogError(.invalid, "there is nobody of that name to erase")
      }
      guard row.state == .live else {
        throw LogError(.subjectErased, "the subject was erased already")
      }
      try request.save(in: self, transaction)
      return row.bucket
    }
  }

  /// The second, once the bucket has its new key: in one transaction, wraps the others' keys by it,
  /// drops the victim's, removes what tells of them, attachments too, and appends the proof.
  func destroy(_ request: ErasureRequest) throws -> Erasure {
    try write { transaction in
      try keys.refresh(transaction.snapshot)
      let subject = Subject(request.subject)
      let keyID = blind.key(subject: subject)
      guard let victim = try keys.row(keyID, transaction.snapshot),
        let auditKey = try keys.key(.audit, of: keyID, transaction.snapshot)
      else { throw LogError(LMDBError.damaged) }
      let destroyed = try fingerprints(of: keyID, victim)
      let trace = try removeTrace(of: subject, keyID, in: transaction)
      let rewrapped = try rewrapOthers(than: keyID, in: victim.bucket, transaction)
      try transaction.remove(Tables.erasingKey, from: tables.meta)
      try setEpochs(of: [victim.bucket], in: transaction)
      try keys.noteChange(in: transaction)
      // The read models below must not find the victim's key in memory.
      try keys.refresh(transaction.snapshot)
      var tail = try LogTail(self, transaction.snapshot)
      let erasure = Erasure(
        subject: request.subject, reason: request.reason, time: tail.second,
        position: tail.head + 1, destroyed: destroyed, removed: trace.removed,
        kept: .init(
          auditEvents: trace.auditEvents + 1, leaves: trace.events + trace.auditEvents + 1,
          rewrappedSubjects: rewrapped))
      let proof = NewEvent(
        type: Erasure.eventType, tags: [subject.name], subject: subject, keyClass: .audit,
        metadata: request.metadata, data: Array(try Erasure.encoder.encode(erasure)))
      _ = try tail.append([PreparedEvent(proof, blind)], sealedBy: [auditKey], in: transaction)
      try tail.finish(in: transaction)
      // Nobody adds one until this transaction has ended, nor after it; and if it doesn't end, the
      // next opening does all of this again.
      try attachments.removeAll(of: keyID)
      return erasure
    }
  }

  /// What can be said of the keys that are about to be destroyed.
  private func fingerprints(
    of keyID: BlindKey, _ row: SubjectRow
  ) throws -> Erasure.Fingerprints {
    let subjectKey = try row.key(.phi, keyID: keyID, keyring: keys.keyring)
    let bucketKey = try keys.keyring.bucketKey(row.bucket, epoch: row.epoch)
    return Erasure.Fingerprints(
      subjectKey: subjectKey.fingerprint.hexadecimal,
      bucketKey: bucketKey.secret.fingerprint.hexadecimal)
  }

  /// Wraps the keys of a bucket's subjects by its newest key, and drops the victim's.
  ///
  /// - Returns: how many others there were.
  private func rewrapOthers(
    than victim: BlindKey, in bucket: UInt8, _ transaction: borrowing WriteTransaction
  ) throws -> Int {
    var others = 0
    var next: [UInt8] = []
    repeat {
      let (rows, following) = try subjects(from: next, limit: 4096, transaction.snapshot)
      for (keyID, row) in rows where row.bucket == bucket {
        _ = try renew(keyID, keyID == victim ? row.erased() : row, in: transaction)
        if keyID != victim { others += 1 }
      }
      next = following
    } while !next.isEmpty
    return others
  }

  /// What an erasure removed besides the keys.
  private struct Trace {
    /// Events of health data, which stay in their rows, unreadable.
    var events = 0
    var auditEvents = 0
    var viewRows = 0
    var indexEntries = 0

    var removed: Erasure.Removed {
      .init(events: events, viewRows: viewRows, indexEntries: indexEntries)
    }
  }

  /// Removes what leads to a subject or tells of it: rows of read models, and the chains of tags that
  /// no other event has.
  private func removeTrace(
    of subject: Subject, _ keyID: BlindKey, in transaction: borrowing WriteTransaction
  ) throws -> Trace {
    var trace = Trace()
    var tagged: [BlindKey: Int] = [:]
    let views = ViewRows(store: self)
    try forEachEvent(of: keyID, transaction.snapshot) { events in
      for event in events.compactMap(\.event) {
        if event.keyClass == .audit { trace.auditEvents += 1 } else { trace.events += 1 }
        guard event.keyClass == .phi else { continue }
        for tag in Set(event.tags.map(blind.key(tag:))) { tagged[tag, default: 0] += 1 }
      }
      for view in self.views {
        try view.forget(subject, events, views, in: transaction)
      }
    }
    for name in try transaction.snapshot.tableNames() where name.hasPrefix(ViewRows.tablePrefix) {
      trace.viewRows += try views.removeAll(
        of: keyID, in: transaction.openTable(name), transaction)
    }
    let kept = Set(self.views.flatMap(\.names))
    try clearViews(transaction) { !kept.contains($0) }
    for (tag, count) in tagged
    where try transaction.snapshot.chain(tag, in: tables).count == count {
      try transaction.remove(tag.bytes, from: tables.chains)
      trace.indexEntries += 1
    }
    return trace
  }

  /// Walks the events of a subject, the newest first, in batches.
  private func forEachEvent(
    of keyID: BlindKey, _ snapshot: borrowing Snapshot, _ body: ([RecordedEvent]) throws -> Void
  ) throws {
    var node = try snapshot.chain(keyID, in: tables).newest
    while node != nil {
      var batch = ReadBatch(self, .all)
      defer { batch.wait() }
      while batch.count < 1024, let step = try snapshot.step(node, in: tables) {
        try batch.append(step.row.bytes, at: step.node.position, snapshot)
        node = try step.neighbours.previous
      }
      try body(try batch.finish())
    }
  }
}

extension Erasure {
  /// One form of the certificate in all logs.
  static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }()

  static let decoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }()
}
