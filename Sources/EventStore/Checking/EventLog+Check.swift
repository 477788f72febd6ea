internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Walks every structure of the log and holds it against the events, and opens every attachment.
  ///
  /// - Parameter progress: told how many of how many events were looked at.
  /// - Returns: what is not as it must be; nothing for a sound log.
  /// - Throws: where the file itself can't be read.
  public func check(
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> [LogFault] {
    var checker = LogChecker(store)
    let head = try head()
    var last: UInt64 = 0
    // In batches, so that no read transaction is open for long.
    while last < head {
      let start = last
      try snapshot { store, snapshot in
        var found: [(UInt64, [UInt8])] = []
        try snapshot.scan(store.tables.events, from: start + 1) { key, row throws(LMDBError) in
          let position = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
          guard position <= head, found.count < 1024 else { return false }
          found.append((position, row.array))
          return true
        }
        for (position, row) in found { try checker.check(row.rawSpan, at: position, snapshot) }
        last = found.last?.0 ?? head
      }
      progress(last, head)
    }
    try snapshot { store, snapshot in
      // What was appended since the start of the walk belongs to the tables too.
      var rest: [(UInt64, [UInt8])] = []
      try snapshot.scan(store.tables.events, from: head + 1) { key, row throws(LMDBError) in
        rest.append((unsafe key.unsafeLoadUnaligned(as: UInt64.self), row.array))
        return true
      }
      for (position, row) in rest { try checker.check(row.rawSpan, at: position, snapshot) }
      try checker.finish(snapshot)
    }
    return checker.faults + (try store.checkAttachments())
  }
}
