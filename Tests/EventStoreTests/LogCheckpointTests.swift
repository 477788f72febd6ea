import EventStore
import Foundation
import PortalCrypto
import TestSupport
import Testing

@Suite struct LogCheckpointTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/store" }

  func append(_ count: Int, to log: EventLog) async throws {
    try await log.append(
      (0..<count).map { number in
        NewEvent(type: "a", tags: ["t:\(number % 7)"], subject: Subject("s\(number % 5)"), data: [])
      })
  }

  func checkpoint(of log: EventLog) throws -> Checkpoint {
    let note = try SignedNote(parsing: Array(try log.checkpoint().utf8))
    return try Checkpoint(in: note, signedBy: [try VerifierKey(try log.verifierKey())])
  }

  @Test func `A checkpoint is verified with the log's key alone`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await append(10, to: log)
    #expect(try checkpoint(of: log).size == 10)
    try EventLog.create(folder.path + "/other")
    let other = try EventLog.open(folder.path + "/other")
    let note = try SignedNote(parsing: Array(try log.checkpoint().utf8))
    #expect(throws: NoteError.self) {
      try Checkpoint(in: note, signedBy: [try VerifierKey(try other.verifierKey())])
    }
  }

  @Test func `The root does not depend on how the events came in groups`() async throws {
    // The same leaves can't be made twice, so the tree is grown in two ways over one log.
    try EventLog.create(path)
    let log = try EventLog.open(path)
    for count in [1, 255, 1, 300, 2, 700] { try await append(count, to: log) }
    let naive = try log.leafHashes()
    #expect(naive.count == 1_259)
    var range = CompactRange()
    for leaf in naive { range.append(leaf) }
    #expect(try checkpoint(of: log).root == range.root)
    for size in [1, 2, 255, 256, 257, 1_024, 1_259] {
      var range = CompactRange()
      for leaf in naive[..<size] { range.append(leaf) }
      #expect(try log.root(ofFirst: UInt64(size)) == range.root)
    }
  }

  @Test func `The log is signed at close and on its cadence`() async throws {
    try EventLog.create(path)
    var options = EventLog.Options()
    options.checkpointInterval = 100
    let log = try EventLog.open(path, options: options)
    try await append(99, to: log)
    #expect(!FileManager.default.fileExists(atPath: path + "/checkpoint"))
    try await append(2, to: log)
    // It's signed behind the answer.
    for _ in 0..<600 where !FileManager.default.fileExists(atPath: path + "/checkpoint") {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(try signedSize() == 101)
    try await append(5, to: log)
    #expect(try signedSize() == 101)
    await log.close()
    #expect(try signedSize() == 106)
  }

  func signedSize() throws -> Int {
    let text = try String(contentsOfFile: path + "/checkpoint", encoding: .utf8)
    return try #require(Int(text.split(separator: "\n")[1]))
  }

  /// When this returns, nothing of this process holds the log.
  func backUpBetweenAppends(to backup: String) async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await append(10, to: log)
    try log.backup(to: backup)
    try await append(10, to: log)
    await log.close()
  }

  @Test func `An older copy in the place of the log is refused`() async throws {
    try await backUpBetweenAppends(to: folder.path + "/old")
    try FileManager.default.removeItem(atPath: path + "/data.mdb")
    try FileManager.default.copyItem(
      atPath: folder.path + "/old/data.mdb", toPath: path + "/data.mdb")
    let error = #expect(throws: LogError.self) { try EventLog.open(path) }
    #expect(error?.code == .forked)
  }

  @Test func `A log that was forked from the signed one is refused`() async throws {
    try await backUpBetweenAppends(to: folder.path + "/fork")
    let fork = try EventLog.open(folder.path + "/fork", keys: path + ".keys")
    try await append(30, to: fork)
    await fork.close()
    try FileManager.default.removeItem(atPath: path + "/data.mdb")
    try FileManager.default.copyItem(
      atPath: folder.path + "/fork/data.mdb", toPath: path + "/data.mdb")
    let error = #expect(throws: LogError.self) { try EventLog.open(path) }
    #expect(error?.code == .forked)
  }

  @Test func `A checkpoint that was changed is refused`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await append(10, to: log)
    await log.close()
    let file = URL(fileURLWithPath: path + "/checkpoint")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("\n10\n", with: "\n11\n").write(to: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: LogError.self) { try EventLog.open(path) }
    #expect(error?.code == .forked)
  }
}

@Suite struct BackupTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/store" }

  @Test func `A backup made while others append is a sound log, and restores`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    let writing = Task {
      for number in 0..<200 {
        try await log.append([
          NewEvent(type: "a", tags: ["t:\(number % 3)"], subject: "s", data: [1, 2, 3])
        ])
      }
    }
    while try log.head() < 50 { await Task.yield() }
    try log.backup(to: folder.path + "/backup")
    try await writing.value
    try EventLog.restore(
      folder.path + "/backup", to: folder.path + "/restored", keys: path + ".keys")
    let restored = try EventLog.open(folder.path + "/restored", keys: path + ".keys")
    let head = try restored.head()
    #expect(head >= 50 && head <= 200)
    #expect(try restored.check().isEmpty)
    #expect(try restored.read(Query(tags: ["t:1"])).count == (Int(head) + 1) / 3)
    #expect(try log.check().isEmpty)
  }

  @Test func `Neither a backup nor a restore overwrites anything`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try log.backup(to: folder.path + "/backup")
    #expect(throws: LogError.self) { try log.backup(to: folder.path + "/backup") }
    let error = #expect(throws: LogError.self) {
      try EventLog.restore(folder.path + "/backup", to: path)
    }
    #expect(error?.code == .storeExists)
    #expect(throws: LogError.self) {
      try EventLog.restore(folder.path + "/nothing", to: folder.path + "/new")
    }
  }

  @Test func `A restore with the wrong keys leaves nothing`() async throws {
    try EventLog.create(path)
    try EventLog.create(folder.path + "/other")
    try EventLog.open(path).backup(to: folder.path + "/backup")
    let error = #expect(throws: LogError.self) {
      try EventLog.restore(
        folder.path + "/backup", to: folder.path + "/new", keys: folder.path + "/other.keys")
    }
    #expect(error?.code == .keyUnavailable)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new")
    #expect(left.isEmpty)
  }

  @Test func `The statistics count what is there`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await log.append(
      (0..<500).map {
        NewEvent(type: "a", tags: ["t:\($0 % 10)"], subject: Subject("s\($0 % 5)"), data: [])
      })
    let statistics = try log.statistics()
    #expect(statistics.events == 500)
    #expect(statistics.chains == 1 + 10 + 5)
    #expect(statistics.subjects == 5)
    #expect(statistics.readers <= 1)
    #expect(statistics.bytesPerEvent > 300 && statistics.bytesPerEvent < 1_000)
  }
}
