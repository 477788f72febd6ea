internal import LMDB
internal import PortalCrypto

/// Walks a whole log and holds every structure against what the events themselves say: positions,
/// envelopes, chains, the Merkle tree, subjects, commands.
struct LogChecker {
  private let store: Store
  private(set) var faults: [LogFault] = []
  private var chains = ChainChecker()
  private var edge = Store.TreeEdge(range: CompactRange())
  private var leafTags: [BlindKey: BlindKey] = [:]
  private var position: UInt64 = 0

  init(_ store: Store) { self.store = store }

  /// Takes up the next event.
  mutating func check(_ row: RawSpan, at found: UInt64, _ snapshot: borrowing Snapshot) throws {
    position += 1
    if found != position {
      report("events \(position) to \(found - 1) are missing", at: position)
      position = found
    }
    do { edge.append(try store.leafHash(of: row, at: position, &leafTags, snapshot)) } catch {
      report("its row is damaged, or its subject has no keys", at: position)
      return
    }
    do throws(LogError) {
      let recorded = try store.event(at: position, row: row, snapshot)
      guard let event = recorded.event, let frame = EventRow.frame(of: row) else {
        return checkChains(row, nil)
      }
      let keyID = BlindKey(row.extracting(frame.envelope).extracting(4..<20))
      guard keyID == store.blind.key(subject: event.subject) else {
        return report("its envelope is sealed with another subject's key", at: position)
      }
      checkChains(row, PreparedEvent.chainKeys(of: event, keyID: keyID, store.blind))
    } catch {
      report("its envelope does not open", at: position)
    }
  }

  private mutating func checkChains(_ row: RawSpan, _ keys: [BlindKey]?) {
    if let fault = chains.check(row, at: position, keys) { report(fault, at: position) }
  }

  /// Holds the tables against what the events made of them.
  mutating func finish(_ snapshot: borrowing Snapshot) throws {
    for fault in try chains.faults(snapshot, in: store.tables) { report(fault) }
    try checkTree(snapshot)
    try checkSubjects(snapshot)
    try checkCommands(snapshot)
    if let checkpoint = try store.checkpoints.read() {
      do { try store.check(checkpoint, snapshot) } catch {
        report("\(LogError(wrapping: error))")
      }
    }
  }

  private mutating func checkTree(_ snapshot: borrowing Snapshot) throws {
    let stored = try? store.treeEdge(snapshot).range
    if stored != edge.range { report("the Merkle tree's edge is not the one of the events") }
    let nodes = try snapshot.statistics(of: store.tables.tree).entries
    if nodes != edge.completed.count {
      report("the Merkle tree has \(nodes) stored nodes, not \(edge.completed.count)")
    }
    for node in edge.completed {
      let key = Store.treeKey(node.level, node.index)
      let row = try snapshot.value(for: key, in: store.tables.tree)
      let bytes = row?.array
      if bytes != node.hash.bytes {
        report("the Merkle tree's node \(node.index) at level \(node.level) differs")
      }
    }
  }

  private mutating func checkSubjects(_ snapshot: borrowing Snapshot) throws {
    var damaged = 0
    let keyring = store.keys.keyring
    try snapshot.scan(store.tables.subjects, from: []) { key, bytes throws(LMDBError) in
      let row = SubjectRow(decoding: bytes)
      if row?.isSound(keyID: BlindKey(key), keyring: keyring) != true { damaged += 1 }
      return true
    } orElse: {
      $0
    }
    if damaged > 0 { report("the keys of \(damaged) subjects are damaged") }
  }

  private mutating func checkCommands(_ snapshot: borrowing Snapshot) throws {
    var damaged = 0
    let head = position
    try snapshot.scan(store.tables.commands, from: []) { _, row throws(LMDBError) in
      let command = CommandRow(decoding: row)
      if command.map({ $0.positions.upperBound > head + 1 || $0.positions.lowerBound < 1 }) ?? true
      {
        damaged += 1
      }
      return true
    } orElse: {
      $0
    }
    if damaged > 0 { report("\(damaged) commands name events that are not there") }
  }

  private mutating func report(_ what: String, at position: UInt64? = nil) {
    faults.append(LogFault(position: position, what: what))
  }
}
