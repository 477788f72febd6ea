internal import Foundation
internal import LMDB
internal import PortalCrypto

/// Makes the tree anew from the events' rows.
struct Auditor {
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

  /// Many tiles, so that each core has its share of them.
  static let batchSize = 64 << NodeStore.tileHeight
  /// After how many events the state is written.
  static let saveInterval: UInt64 = 1 << 18
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

  // MARK: Going on with a run that was cut off

  mutating func resume(_ state: AuditState) throws {
    guard state.origin == (try store.checkpoints.verifierKey().name) else {
      throw LogError(.invalid, "the state is of an audit of another log; name another file")
    }
    range = try state.range
    position = state.position
    time = state.time
    report.signed = state.signed
    report.faults = state.faults.map(\.fault)
    report.remarks = state.remarks.map(\.fault)
    isTreeSound = state.isTreeSound
  }

  func state() throws -> AuditState {
    AuditState(
      origin: try store.checkpoints.verifierKey().name, position: position, time: time,
      tree: range, isTreeSound: isTreeSound, report)
  }

  mutating func begin(_ head: UInt64, _ snapshot: borrowing Snapshot) throws {
    self.head = head
    // What a checkpoint says of what was looked at already, the stored tree knows: it was found to be
    // that of the events.
    while let next = signed.first, next.checkpoint.size < range.size {
      signed.removeFirst()
      do {
        try store.check(next.checkpoint, snapshot)
        report.signed = max(report.signed ?? 0, next.checkpoint.size)
      } catch { fault("\(LogError(wrapping: error))") }
    }
    report.events = head
    for signed in signed where signed.checkpoint.size > head {
      fault(
        "the log ends at \(head), but \(signed.name) was signed at \(signed.checkpoint.size): its "
          + "end was cut off, or an older copy put in its place")
    }
    compareCheckpoints()
  }

  mutating func takeBatch(_ snapshot: borrowing Snapshot, limit: Int) throws {
    var rows: [(position: UInt64, row: [UInt8])] = []
    let head = head
    try snapshot.scan(store.tables.events, from: position + 1) { key, row throws(LMDBError) in
      let position = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
      guard position <= head, rows.count < limit else { return false }
      rows.append((position, row.array))
      return true
    }
    let tags = try subjectTags(of: rows, snapshot)
    let found = rows
    let leaves = Parallel.map(found.count) { index in
      Self.leaf(found[index].row, at: found[index].position, tags)
    }
    let tiles = wholeTiles(rows.map(\.position), leaves)
    var index = 0
    while index < rows.count {
      if let root = tiles[index] {
        for leaf in leaves[index..<index + Self.tileWidth] { checkTime(leaf?.time ?? 0) }
        index += Self.tileWidth
        try append(root, height: NodeStore.tileHeight, snapshot)
        continue
      }
      let found = rows[index].position
      try skip(to: found, snapshot)
      position = found
      if let leaf = leaves[index] {
        checkTime(leaf.time)
        try append(leaf.hash, height: 0, snapshot)
      } else {
        fault("its row is damaged, or its subject has no keys", at: position)
        try append(Self.noLeaf, height: 0, snapshot)
      }
      index += 1
    }
    if rows.isEmpty { try skip(to: head + 1, snapshot) }
  }

  private static let tileWidth = 1 << NodeStore.tileHeight

  /// The roots of the tiles that are all there and sound, by where they start. One that a checkpoint
  /// was signed in the middle of is taken leaf by leaf.
  private func wholeTiles(
    _ positions: [UInt64], _ leaves: [(time: UInt64, hash: MerkleHash)?]
  ) -> [Int: MerkleHash] {
    var starts: [Int] = []
    var index = positions.firstIndex { ($0 - 1) % TilePath.width == 0 } ?? positions.count
    var previous = index == 0 ? position : positions[max(0, index - 1)]
    while index + Self.tileWidth <= positions.count {
      let (first, last) = (positions[index], positions[index + Self.tileWidth - 1])
      let isWhole =
        first == previous + 1 && last == first + TilePath.width - 1
        && leaves[index..<index + Self.tileWidth].allSatisfy { $0 != nil }
      if isWhole, !signed.contains(where: { (first..<last).contains($0.checkpoint.size) }) {
        starts.append(index)
      }
      guard (first - 1) % TilePath.width == 0, last == first + TilePath.width - 1 else { break }
      previous = last
      index += Self.tileWidth
    }
    let found = starts
    let roots = Parallel.map(found.count, threshold: 2, share: 1) { number in
      NodeStore.root(
        of: leaves[found[number]..<found[number] + Self.tileWidth].map { $0?.hash ?? Self.noLeaf }[
          ...])
    }
    return Dictionary(uniqueKeysWithValues: zip(starts, roots))
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
      try append(Self.noLeaf, height: 0, snapshot)
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

  private mutating func append(
    _ root: MerkleHash, height: Int, _ snapshot: borrowing Snapshot
  ) throws {
    var completed: [(level: Int, index: UInt64, hash: MerkleHash)] = []
    range.append(subtree: root, height: height) { level, index, hash in
      completed.append((level, index, hash))
    }
    position = range.size
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
    let fault = LogFault(position: position, what: what)
    // What concerns the log as a whole was perhaps found before the run was cut off.
    if position == nil, report.faults.contains(fault) { return }
    report.faults.append(fault)
  }
}
