internal import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// What an audit of the whole log found.
  public struct AuditReport: Sendable {
    /// How many events were looked at.
    public internal(set) var events: UInt64 = 0
    /// Up to where the log was found to be the one that was signed; `nil` where no checkpoint is known.
    public internal(set) var signed: UInt64?
    /// What is not as it must be.
    public internal(set) var faults: [LogFault] = []
    /// What may have its reason, such as a clock that was turned back.
    public internal(set) var remarks: [LogFault] = []
  }

  /// Makes every leaf and the whole tree anew, and holds them against what is stored and what was
  /// signed. That needs none of the keys to what events say.
  ///
  /// - Parameters:
  ///   - deep: opens every envelope and attachment too, and follows every link of the index.
  ///   - paths: the files of checkpoints that were kept elsewhere, besides the one beside the log.
  ///   - progress: told how many of how many events were looked at.
  /// - Throws: where the file itself can't be read.
  public func audit(
    deep: Bool = false, checkpoints paths: [String] = [],
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> AuditReport {
    var auditor = Auditor(store)
    do { try auditor.takeCheckpoints([store.checkpoints.path], mayBeMissing: true) } catch {
      throw LogError(wrapping: error)
    }
    do { try auditor.takeCheckpoints(paths, mayBeMissing: false) } catch {
      throw LogError(wrapping: error)
    }
    let (head, edge) = try snapshot { store, snapshot in
      (try store.head(snapshot), try? store.treeEdge(snapshot).range)
    }
    auditor.begin(head)
    while auditor.position < head {
      try snapshot { store, snapshot in try auditor.takeBatch(snapshot) }
      progress(auditor.position, head)
    }
    auditor.finish(edge)
    var report = auditor.report
    if deep {
      let found = Set(report.faults)
      report.faults += try check(progress: progress).filter { !found.contains($0) }
    }
    return report
  }
}

/// Makes the tree anew from the events' rows.
private struct Auditor {
  private struct Signed {
    let checkpoint: Checkpoint
    let name: String
  }

  private let store: Store
  private(set) var report = EventLog.AuditReport()
  private(set) var position: UInt64 = 0
  private var head: UInt64 = 0
  private var range = CompactRange()
  private var signed: [Signed] = []
  private var time: UInt64 = 0
  private var isTreeSound = true

  static let batchSize = 1024
  /// Processes that write at once may differ so much, in milliseconds.
  static let tolerance: UInt64 = 60_000

  init(_ store: Store) { self.store = store }

  mutating func takeCheckpoints(_ paths: [String], mayBeMissing: Bool) throws {
    for path in paths {
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try DurableFile.read(path, limit: SignedNote.maximumByteCount)
      } catch {
        if mayBeMissing, error.isMissing { continue }
        throw error
      }
      let name = (path as NSString).lastPathComponent
      do {
        signed.append(Signed(checkpoint: try store.checkpoints.verified(bytes, name), name: name))
      } catch { fault("\(LogError(wrapping: error))") }
    }
    signed.sort { $0.checkpoint.size < $1.checkpoint.size }
  }

  mutating func begin(_ head: UInt64) {
    self.head = head
    report.events = head
    for signed in signed where signed.checkpoint.size > head {
      fault(
        "the log ends at \(head), but \(signed.name) was signed at \(signed.checkpoint.size): its "
          + "end was cut off, or an older copy put in its place")
    }
    compareCheckpoints()
  }

  mutating func takeBatch(_ snapshot: borrowing Snapshot) throws {
    var rows: [(position: UInt64, row: [UInt8])] = []
    let head = head
    try snapshot.scan(store.tables.events, from: position + 1) { key, row throws(LMDBError) in
      let position = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
      guard position <= head, rows.count < Self.batchSize else { return false }
      rows.append((position, row.array))
      return true
    }
    let tags = try subjectTags(of: rows, snapshot)
    let found = rows
    let leaves = Parallel.map(found.count) { index in
      Self.leaf(found[index].row, at: found[index].position, tags)
    }
    for (index, row) in rows.enumerated() {
      try skip(to: row.position, snapshot)
      position = row.position
      guard let leaf = leaves[index] else {
        fault("its row is damaged, or its subject has no keys", at: position)
        try append(Self.noLeaf, snapshot)
        continue
      }
      checkTime(leaf.time)
      try append(leaf.hash, snapshot)
    }
    if rows.isEmpty { try skip(to: head + 1, snapshot) }
  }

  /// Stands for a leaf that can't be made.
  private static let noLeaf = MerkleHash.emptyRoot

  private func subjectTags(
    of rows: [(position: UInt64, row: [UInt8])], _ snapshot: borrowing Snapshot
  ) throws -> [BlindKey: BlindKey] {
    var tags: [BlindKey: BlindKey] = [:]
    for (_, row) in rows {
      guard let frame = EventRow.frame(of: row.rawSpan) else { continue }
      let keyID = BlindKey(row.rawSpan.extracting(frame.envelope).extracting(4..<20))
      if tags[keyID] == nil { tags[keyID] = try? store.keys.row(keyID, snapshot)?.leafTag }
    }
    return tags
  }

  private static func leaf(
    _ row: [UInt8], at position: UInt64, _ tags: [BlindKey: BlindKey]
  ) -> (time: UInt64, hash: MerkleHash)? {
    guard let frame = EventRow.frame(of: row.rawSpan) else { return nil }
    let envelope = row.rawSpan.extracting(frame.envelope)
    guard let tag = tags[BlindKey(envelope.extracting(4..<20))] else { return nil }
    let leaf = Leaf(
      keyClass: envelope.byte(at: 2), position: position, time: frame.time, subjectTag: tag)
    return (frame.time, leaf.hash(envelope: envelope))
  }

  private mutating func skip(to next: UInt64, _ snapshot: borrowing Snapshot) throws {
    guard next > position + 1 else { return }
    let gap = position + 1...next - 1
    fault(
      gap.count == 1
        ? "the event is missing" : "the events \(gap.lowerBound) to \(gap.upperBound) are missing",
      at: gap.lowerBound)
    for missing in gap {
      position = missing
      try append(Self.noLeaf, snapshot)
    }
  }

  private mutating func checkTime(_ now: UInt64) {
    if now + Self.tolerance < time {
      report.remarks.append(
        LogFault(
          position: position,
          what: "the clock was turned back by \((time - now) / 1000) seconds before it"))
    }
    time = now
  }

  private mutating func append(_ leaf: MerkleHash, _ snapshot: borrowing Snapshot) throws {
    var completed: [(level: Int, index: UInt64, hash: MerkleHash)] = []
    range.append(leaf) { level, index, hash in completed.append((level, index, hash)) }
    for node in completed {
      let stored = try snapshot.value(
        for: Store.treeKey(node.level, node.index), in: store.tables.tree)?.array
      guard stored != node.hash.bytes else { continue }
      // Above a node that differs all others do.
      if node.level > NodeStore.tileHeight, !isTreeSound { continue }
      isTreeSound = false
      let first = node.index << UInt64(node.level) + 1
      let last = first + 1 << UInt64(node.level) - 1
      fault(
        "of the events \(first) to \(last) one was changed, or the tree's hash of them was",
        at: first)
    }
    compareCheckpoints()
  }

  private mutating func compareCheckpoints() {
    while let next = signed.first, next.checkpoint.size <= range.size {
      signed.removeFirst()
      if next.checkpoint.root == range.root {
        report.signed = next.checkpoint.size
      } else {
        fault(
          "the log is not the one that \(next.name) was signed for at \(next.checkpoint.size): "
            + "an event behind \(report.signed ?? 0) was changed, taken away or put in")
      }
    }
  }

  /// - Parameter edge: the stored edge of the tree; `nil` where it is damaged.
  mutating func finish(_ edge: CompactRange?) {
    guard edge != range, isTreeSound else { return }
    let first = head / TilePath.width * TilePath.width + 1
    fault(
      "of the events \(min(first, max(head, 1))) to \(head) one was changed, or the tree's edge was",
      at: min(first, max(head, 1)))
  }

  private mutating func fault(_ what: String, at position: UInt64? = nil) {
    report.faults.append(LogFault(position: position, what: what))
  }
}
