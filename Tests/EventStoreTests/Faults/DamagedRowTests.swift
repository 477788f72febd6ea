import Foundation
import Glibc
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// Bytes that changed where LMDB doesn't notice: in the values of its tables.
///
/// Whatever changed, ``EventLog/check(progress:)`` says so; and who reads gets what was written or
/// an error, nothing else.
@Suite struct DamagedRowTests {
  @Test func `Every byte of an event's row counts`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    // One that many chains jump from; one of nobody with pages of its own.
    for position in [32, 10] as [UInt64] {
      let row = try store.eventRow(at: position)
      let frame = EventRow.frame(of: row.rawSpan)
      let envelope = try #require(frame).envelope
      for (offset, damaged) in changes(of: row, sparseFrom: envelope.lowerBound + 20) {
        try store.put(damaged, at: position)
        let name: Comment = "byte \(offset) of the event at \(position)"
        let faults = try store.log.check()
        // The time is bound by the Merkle tree alone, everything else by the event itself.
        #expect(
          faults.contains { $0.position == position } || (offset < 8 && !faults.isEmpty), name)
        try store.expectTrueReads(name, timesMayDiffer: offset < 8)
        if offset >= 8, offset < envelope.lowerBound {
          try store.expectTrueQueries(for: position, name)
        }
      }
      try store.put(row, at: position)
    }
    #expect(try store.log.check().isEmpty)
  }

  @Test func `Every byte of a chain's row counts`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    for name in ["n:17", "k:3", "even"] {
      let key = store.log.store.blind.key(tag: name).array
      let row = try store.row(key, in: store.tables.chains)
      for (offset, damaged) in changes(of: row) {
        try store.put(damaged, for: key, in: store.tables.chains)
        #expect(try !store.log.check().isEmpty, "byte \(offset) of the chain \(name)")
        try store.expectTrueQuery(Query(tags: [name]), "byte \(offset) of the chain \(name)")
      }
      try store.put(row, for: key, in: store.tables.chains)
    }
    #expect(try store.log.check().isEmpty)
  }

  @Test func `Every byte of a stored node and of the edge of the Merkle tree counts`() async throws
  {
    let store = try DamagedStore(of: await SoundStore.large())
    for (key, table) in [
      (Store.treeKey(8, 0), store.tables.tree), (Tables.treeKey, store.tables.meta),
    ] {
      let row = try store.row(key, in: table)
      for (offset, damaged) in changes(of: row, sparseFrom: 8) {
        try store.put(damaged, for: key, in: table)
        #expect(try !store.log.check().isEmpty, "byte \(offset) of the row of \(row.count)")
      }
      try store.put(row, for: key, in: table)
    }
    #expect(try store.log.check().isEmpty)
  }

  @Test func `Every byte of a subject's row counts`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let key = store.log.store.blind.key(subject: "s1").array
    let row = try store.row(key, in: store.tables.subjects)
    for (offset, damaged) in changes(of: row, sparseFrom: 10) {
      try store.put(damaged, for: key, in: store.tables.subjects)
      #expect(try !store.log.check().isEmpty, "byte \(offset) of the subject's row")
      try store.expectTrueReads("byte \(offset) of the subject's row")
    }
    try store.put(row, for: key, in: store.tables.subjects)
    #expect(try store.log.check().isEmpty)
  }

  @Test func `A subject that was never erased doesn't pass for one that was`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let key = store.log.store.blind.key(subject: "s1").array
    var row = try store.row(key, in: store.tables.subjects)
    row[1] = SubjectRow.State.erased.rawValue
    try store.put(row, for: key, in: store.tables.subjects)
    #expect(try !store.log.check().isEmpty)
  }

  @Test func `A damaged command's row is found where it names what is not there`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let key = store.log.store.blind.key(command: "command:0").array
    let row = try store.row(key, in: store.tables.commands)
    for offset in 32..<row.count - 1 where offset != 39 {
      var damaged = row
      damaged[offset] ^= 0x40
      try store.put(damaged, for: key, in: store.tables.commands)
      #expect(try !store.log.check().isEmpty, "byte \(offset) of the command's row")
    }
    try store.put(Array(row.dropLast()), for: key, in: store.tables.commands)
    #expect(try !store.log.check().isEmpty)
    let error = await #expect(throws: LogError.self) {
      try await store.log.append([SoundStore.event(0)], command: "command:0")
    }
    #expect(error?.code == .corrupt(position: 0))
  }

  @Test func `A damaged hash of a request never lets another request pass for it`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let key = store.log.store.blind.key(command: "command:0").array
    var row = try store.row(key, in: store.tables.commands)
    row[7] ^= 1
    try store.put(row, for: key, in: store.tables.commands)
    let error = await #expect(throws: LogError.self) {
      try await store.log.append([SoundStore.event(0)], command: "command:0")
    }
    #expect(error?.code == .commandReused)
    #expect(try store.log.head() == 40)
  }

  /// It would end the process, and so it runs in one of its own.
  @Test func `A command's row of nonsense is found too`() async throws {
    await #expect(processExitsWith: .success) {
      let store = try DamagedStore(of: await SoundStore.small())
      let key = store.log.store.blind.key(command: "command:0").array
      try store.put(
        [UInt8](repeating: 0xff, count: 44), for: key, in: store.tables.commands)
      #expect(try !store.log.check().isEmpty)
      await #expect(throws: LogError.self) {
        try await store.log.append([SoundStore.event(0)], command: "command:0")
      }
    }
  }

  /// The same of rows that hold the greatest numbers there are.
  @Test func `Rows of nonsense end in an error, in whichever table`() async throws {
    await #expect(processExitsWith: .success) {
      let store = try DamagedStore(of: await SoundStore.large())
      let chain = store.log.store.blind.key(tag: "k:3").array
      let subject = store.log.store.blind.key(subject: "s1").array
      for (key, table) in [
        (chain, store.tables.chains), (subject, store.tables.subjects),
        (Tables.treeKey, store.tables.meta), (Store.treeKey(8, 0), store.tables.tree),
      ] {
        let row = try store.row(key, in: table)
        for byte in [0x00, 0x01, 0x7f, 0x80, 0xff] as [UInt8] {
          for count in [1, 7, 8, 9, 32, 40, row.count, 700] {
            try store.put([UInt8](repeating: byte, count: count), for: key, in: table)
            if (try? store.log.check())?.isEmpty == true {
              Issue.record("\(count) bytes \(byte) were not found")
            }
            _ = try? store.log.read(Query(tags: ["k:3"]))
            _ = try? await store.log.append([SoundStore.event(3)], if: .noEvents(matching: .all))
          }
        }
        try store.put(row, for: key, in: table)
      }
      for byte in [0x00, 0x01, 0x7f, 0x80, 0xff] as [UInt8] {
        for count in [1, 8, 9, 10, 40, 105, 106, 107, 400] {
          try store.put([UInt8](repeating: byte, count: count), at: 20)
          #expect(try store.log.check().contains { $0.position == 20 })
        }
      }
    }
  }

  /// Links may lead anywhere at all; a walk along them must end nevertheless. One that doesn't is
  /// ended by the clock, in a process of its own.
  @Test func `Links of nonsense lead to an error or to what matches, and every walk ends`()
    async throws
  {
    await #expect(processExitsWith: .success) {
      alarm(60)
      let seed =
        ProcessInfo.processInfo.environment["PORTAL_SEED"].flatMap(UInt64.init)
        ?? UInt64.random(in: 0...UInt64.max)
      var generator = SeededGenerator(seed: seed)
      print("PORTAL_SEED=\(seed)")
      let store = try DamagedStore(of: await SoundStore.small())
      for _ in 0..<150 {
        var rows: [UInt64: [UInt8]] = [:]
        for _ in 0..<4 {
          let position = UInt64.random(in: 2...40, using: &generator)
          let row = try store.eventRow(at: position)
          rows[position] = rows[position] ?? row
          guard let envelope = EventRow.frame(of: row.rawSpan)?.envelope else { continue }
          // Links as they are written, to places and chains that are there.
          var damaged = ByteWriter()
          EventRow.encode(time: 0, chainCount: Int(row[8]), into: &damaged)
          for _ in 0..<row[8] {
            func link() -> Link? {
              .init(
                decoding: UInt64.random(in: 0..<position, using: &generator) << 6
                  | UInt64.random(in: 0..<5, using: &generator), from: position)
            }
            EventRow.Entry(previous: link(), jump: link()).encode(at: position, into: &damaged)
          }
          damaged.write(row[envelope])
          try store.put(damaged.bytes, at: position)
        }
        for query in [
          Query(tags: ["even"]), Query(tags: ["odd", "k:3"]), Query(types: ["t1"]),
          Query(types: ["t0", "t2"], tags: ["even"]),
        ] {
          try store.expectTrueQuery(query, "PORTAL_SEED=\(seed)")
          for after in [7, 20] as [UInt64] {
            if let read = try? store.log.read(query, after: after).map(\.position) {
              #expect(read == Array(Set(read)).sorted(), "PORTAL_SEED=\(seed)")
            }
          }
          _ = try? await store.log.append([], if: .noEvents(matching: query, after: 20))
        }
        for (position, row) in rows { try store.put(row, at: position) }
      }
      #expect(try store.log.check().isEmpty)
    }
  }

  @Test func `A row that is gone is found`() async throws {
    let store = try DamagedStore(of: await SoundStore.large())
    let blind = store.log.store.blind
    for (key, table) in [
      (blind.key(tag: "n:17").array, store.tables.chains),
      (blind.key(type: "t1").array, store.tables.chains),
      (blind.key(subject: "s1").array, store.tables.subjects),
      (Store.treeKey(8, 0), store.tables.tree),
      (Tables.treeKey, store.tables.meta),
    ] {
      let row = try store.row(key, in: table)
      try store.environment.write { _ = try $0.remove(key, from: table) }
      store.log.store.keys.forgetAll()
      #expect(try !store.log.check().isEmpty)
      try store.expectTrueReads("a row is gone")
      try store.put(row, for: key, in: table)
    }
    #expect(try store.log.check().isEmpty)
  }

  @Test func `An event in the place of another does not open`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let (third, ninth) = (try store.eventRow(at: 3), try store.eventRow(at: 9))
    try store.put(ninth, at: 3)
    try store.put(third, at: 9)
    for position in [3, 9] as [UInt64] {
      let error = #expect(throws: LogError.self) {
        try store.log.read(after: position - 1, limit: 1)
      }
      #expect(error?.code == .corrupt(position: position))
    }
    #expect(Set(try store.log.check().compactMap(\.position)).isSuperset(of: [3, 9]))
  }

  @Test func `An event that was cut out is missed at its position`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    let table = store.tables.events
    try store.environment.write { transaction in
      _ = try transaction.remove(Self.machineBytes(30), from: table)
    }
    #expect(try store.log.check().contains { $0.position == 30 })
    let error = #expect(throws: LogError.self) { try store.log.read(after: 25) }
    #expect(error?.code == .corrupt(position: 30))
  }

  @Test func `Nothing is appended to a tree that ends elsewhere than the log`() async throws {
    let store = try DamagedStore(of: await SoundStore.small())
    // 40 and 36 have as many bits set, so that the row keeps its form.
    var row = try store.row(Tables.treeKey, in: store.tables.meta)
    #expect(Array(row[0..<8]) == [0, 0, 0, 0, 0, 0, 0, 40])
    row[7] = 36
    try store.put(row, for: Tables.treeKey, in: store.tables.meta)
    #expect(try !store.log.check().isEmpty)
    let error = await #expect(throws: LogError.self) {
      try await store.log.append([SoundStore.event(1)])
    }
    #expect(error?.code == .corrupt(position: 0))
    #expect(try store.log.head() == 40)
  }

  /// A position as the key of an event's row.
  static func machineBytes(_ position: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: position.littleEndian >> (8 * $0)) }
  }
}

/// A copy of the sound store that is open, and whose rows can be changed behind the log's back.
private struct DamagedStore {
  let sound: SoundStore
  let log: EventLog

  var environment: LMDB.Environment { log.store.environment }
  var tables: Tables { log.store.tables }

  init(of sound: SoundStore) throws {
    self.sound = sound
    log = try EventLog.open(sound.path)
  }

  func eventRow(at position: UInt64) throws -> [UInt8] {
    let row = try log.snapshot { store, snapshot in
      try snapshot.value(for: position, in: store.tables.events)?.array
    }
    return try #require(row)
  }

  func row(_ key: [UInt8], in table: Table) throws -> [UInt8] {
    let row = try log.snapshot { _, snapshot in
      try snapshot.value(for: key, in: table)?.array
    }
    return try #require(row)
  }

  func put(_ row: [UInt8], at position: UInt64) throws {
    try environment.write { try $0.put(row, for: position, in: tables.events) }
  }

  func put(_ row: [UInt8], for key: [UInt8], in table: Table) throws {
    try environment.write { try $0.put(row, for: key, in: table) }
    log.store.keys.forgetAll()
  }

  /// Reads every event on its own: each is what was written, or an error.
  func expectTrueReads(_ name: Comment, timesMayDiffer: Bool = false) throws {
    var answered = 0
    for event in sound.events {
      let read: [RecordedEvent]
      do throws(LogError) { read = try log.read(after: event.position - 1, limit: 1) } catch {
        continue
      }
      answered += 1
      let stored = read.first.flatMap { recorded in
        recorded.event.map {
          StoredEvent(
            position: recorded.position, time: timesMayDiffer ? event.time : recorded.time,
            event: $0)
        }
      }
      if stored != event { Issue.record("\(name): the event at \(event.position) reads otherwise") }
    }
    #expect(answered >= sound.events.count / 2, name)
  }

  /// Every query that finds the event answers nothing that doesn't match.
  func expectTrueQueries(for position: UInt64, _ name: Comment) throws {
    let event = sound.events[Int(position) - 1].event
    try expectTrueQuery(Query(types: [event.type]), name)
    for tag in event.tags { try expectTrueQuery(Query(tags: [tag]), name) }
    try expectTrueQuery(Query(types: [event.type], tags: event.tags), name)
  }

  func expectTrueQuery(_ query: Query, _ name: Comment) throws {
    for isBackwards in [false, true] {
      guard let read = try? log.read(query, backwards: isBackwards) else { continue }
      if !read.allSatisfy({ $0.event.map(query.matches) == true }) {
        Issue.record("\(name): a query answers what doesn't match")
      }
    }
  }
}

/// Every byte of a row changed in its lowest and in its highest bit, one at a time.
///
/// - Parameter sparse: from here on every seventh byte will do, and the last.
private func changes(
  of row: [UInt8], sparseFrom sparse: Int = .max
) -> [(offset: Int, row: [UInt8])] {
  row.indices.flatMap { offset in
    let masks: [UInt8] =
      if offset < sparse { [0x01, 0x80] } else if offset % 7 == 0 && offset < sparse + 128 {
        [1 << UInt8(offset / 7 % 8)]
      } else { offset == row.count - 1 ? [0x10] : [] }
    return masks.map { mask in
      var changed = row
      changed[offset] ^= mask
      return (offset, changed)
    }
  }
}
