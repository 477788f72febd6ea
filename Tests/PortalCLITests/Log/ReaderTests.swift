import EventStore
import Foundation
import LMDB
import TestSupport
import Testing

/// Readers in other processes that do nothing, are stopped, or are killed where they stand.
///
/// `PORTAL_IDLE_COMMITS` sets how many commits are made beside the idle ones.
@Suite struct ReaderTests {
  static let commits = PortalProgram.setting("PORTAL_IDLE_COMMITS", otherwise: 2000)

  /// An event of these takes 454 bytes, everything counted, where nobody reads. Twice that is
  /// allowed. Where free pages can't be used again, a commit takes as many new ones as it changes,
  /// which is more than ten times the bound: the next test shows it.
  static let bytesPerEvent = 900
  /// Room for the first pages of every table and for those that two commits hold.
  static let base = 512 * 1024

  @Test func `Idle and stopped subscribers don't make the file grow`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.openWithoutJournal(path)
    try await append(10, to: log)
    let children = try (0..<3).map { _ in try PipedLog(path) }
    for child in children {
      try child.send([PipeCall(op: "subscribe", query: [.init(tags: ["nobody"])])])
      #expect(try child.answer()?.ok == true)
    }
    // The second is stopped where it waits. The third reads its answers never, and stands before a
    // full pipe: it follows everything.
    try children[1].pause()
    while try log.statistics().readers > 0 {
      // It had not come to its wait yet.
      children[1].goOn()
      try children[1].pause()
    }
    try children[2].send([.subscribe])
    let before = try log.statistics()
    try await append(Self.commits, to: log)
    let after = try log.statistics()
    #expect(after.events == before.events + UInt64(Self.commits))
    let bound = Self.base + Self.commits * Self.bytesPerEvent
    #expect(after.usedBytes < bound, "\(after.usedBytes / Self.commits) bytes a commit")
    // Who is just reading may be some commits behind; nobody stays there.
    var tries = 0
    while try log.statistics().oldestReaderAge > 0, tries < 1000 {
      try await Task.sleep(for: .milliseconds(2))
      tries += 1
    }
    #expect(tries < 1000)
    print(
      "\(Self.commits) commits beside idle readers: \(after.usedBytes / Self.commits) bytes each, "
        + "oldest reader \(after.oldestReaderAge) behind")
    // They are alive, and go on where they were.
    children[1].goOn()
    for child in children[0..<2] { try child.send([.init(op: "unsubscribe")]) }
    for child in children[0..<2] { #expect(try child.answer()?.ok == true) }
    try await append(1, to: log, tag: "all")
    #expect(try children[1].ask(.head).head == after.events + 1)
  }

  /// What a bound is worth that can't be passed: here is one who passes it.
  @Test func `A reader stopped in the midst of a read is seen, and the file recovers from it`()
    async throws
  {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.openWithoutJournal(path)
    try await appendPairs(to: log)
    let child = try PipedLog(path)
    try stopInRead(child) { try log.statistics().readers > 0 }
    let before = try log.statistics()
    try await append(300, to: log)
    let during = try log.statistics()
    #expect(during.oldestReaderAge >= 300)
    // Nothing that was freed can be used again.
    #expect(during.usedBytes - before.usedBytes > 300 * 10 * Self.bytesPerEvent)
    child.killNow()
    // A process that opens the store clears what it left; then the pages are there again.
    #expect(try await PortalProgram.run(["log", "head", "--store", path]).status == 0)
    #expect(try log.statistics().oldestReaderAge < 10)
    try await append(300, to: log)
    let after = try log.statistics()
    #expect(after.usedBytes - during.usedBytes < 300 * Self.bytesPerEvent)
    #expect(try log.check() == [])
  }

  @Test func `The slot of a killed reader is cleared when the store is opened`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try await makePairs(path)
    let environment = try LMDB.Environment.open(path + "/data.mdb")
    let child = try PipedLog(path)
    try stopInRead(child) { try isReading(child, environment) }
    child.killNow()
    let process = child.processIdentifier
    #expect(try environment.readers().contains { $0.process == process && $0.transaction != nil })
    #expect(try await PortalProgram.run(["log", "head", "--store", path]).status == 0)
    #expect(try !environment.readers().contains { $0.process == process })
  }

  @Test func `The slots of killed readers are cleared when there are no others left`() async throws
  {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try await makePairs(path)
    // Who makes the lock file says how many may read.
    try FileManager.default.removeItem(atPath: path + "/data.mdb-lock")
    let environment = try LMDB.Environment.open(
      path + "/data.mdb", options: .init(maximumReaders: 3))
    let children = try (0..<3).map { _ in try PipedLog(path) }
    for child in children { try stopInRead(child) { try isReading(child, environment) } }
    #expect(try environment.readers().filter { $0.transaction != nil }.count == 3)
    // All slots are taken by readers that are alive.
    let error = #expect(throws: LMDBError.self) { try head(environment) }
    #expect(error?.isReadersFull == true)
    for child in children { child.killNow() }
    #expect(try environment.readers().filter { $0.transaction != nil }.count == 3)
    #expect(try head(environment) > 0)
    #expect(try environment.readers().filter { $0.transaction != nil }.isEmpty)
  }

  private func append(_ commits: Int, to log: EventLog, tag: String? = nil) async throws {
    for number in 0..<commits {
      try await log.append([
        NewEvent(
          type: "t\(number % 3)", tags: [tag ?? "k:\(number % 20)"], subject: "s",
          data: [UInt8](repeating: 1, count: 100))
      ])
    }
  }

  /// Events of two tags in turn: a query for both walks all of them and finds none.
  private func appendPairs(to log: EventLog) async throws {
    for batch in 0..<8 {
      try await log.append(
        (0..<1000).map { NewEvent(type: "t", tags: [($0 + batch) % 2 == 0 ? "a" : "b"], data: []) })
    }
  }

  private func makePairs(_ path: String) async throws {
    try EventLog.create(path)
    try await EventLog.with(path) { try await appendPairs(to: $0) }
  }

  private static let longRead = PipeCall.read([.init(tags: ["a", "b"])])

  /// Stops a child while it reads. What it's asked takes it long, and leaves no other traces.
  private func stopInRead(_ child: PipedLog, while isReading: () throws -> Bool) throws {
    for _ in 0..<1000 {
      try child.send([Self.longRead])
      for _ in 0..<100 {
        guard try isReading() else { continue }
        try child.pause()
        // It may have come to its end in between.
        if try isReading() { return }
        child.goOn()
      }
      #expect(try child.answer()?.ok == true)
    }
    Issue.record("the child was never met while it read")
  }

  private func isReading(_ child: PipedLog, _ environment: LMDB.Environment) throws -> Bool {
    try environment.readers().contains {
      $0.process == child.processIdentifier && $0.transaction != nil
    }
  }

  private func head(_ environment: LMDB.Environment) throws -> Int {
    try environment.read { snapshot throws(LMDBError) in try snapshot.freePages() + 1 }
  }
}
