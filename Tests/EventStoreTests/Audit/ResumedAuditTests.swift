import Foundation
import LMDB
import TestSupport
import Testing

@testable import EventStore

/// An audit that was cut off goes on where it was.
@Suite struct ResumedAuditTests {
  @Test(arguments: [1, 100, 256, 299] as [UInt64])
  func `An audit that was cut off comes to the same as one that wasn't`(at last: UInt64)
    async throws
  {
    let store = try await AuditedStore()
    let kept = try store.keepCheckpoint()
    var row = try store.row(at: 280)
    row[row.count - 20] ^= 1
    try store.put(row, at: 280)
    try store.remove(30)
    let state = store.sound.folder.path + "/state"
    let whole = try store.log.audit(checkpoints: [kept])
    #expect(!whole.faults.isEmpty)
    _ = try store.log.walk(checkpoints: [kept], state: state, upTo: last)
    #expect(FileManager.default.fileExists(atPath: state))
    let resumed = try store.log.audit(checkpoints: [kept], state: state)
    #expect(Set(resumed.faults) == Set(whole.faults))
    #expect(resumed.faults.count == whole.faults.count && resumed.events == whole.events)
    // It's over, and the next one begins anew.
    #expect(!FileManager.default.fileExists(atPath: state))
  }

  @Test func `A sound log is signed up to its end after the second part too`() async throws {
    let store = try await AuditedStore()
    let kept = try store.keepCheckpoint()
    let state = store.sound.folder.path + "/state"
    _ = try store.log.walk(checkpoints: [kept], state: state, upTo: 150)
    let report = try store.log.audit(checkpoints: [kept], state: state)
    #expect(report.faults.isEmpty && report.signed == 300)
  }

  @Test func `A checkpoint that comes with the second part is held against the first`() async throws
  {
    let folder = TemporaryFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await log.append((0..<100).map { SoundStore.event($0) })
    let kept = folder.path + "/kept"
    try log.checkpoint().write(toFile: kept, atomically: true, encoding: .utf8)
    try await log.append((100..<400).map { SoundStore.event($0) })
    let state = folder.path + "/state"
    _ = try log.walk(checkpoints: [], state: state, upTo: 200)
    let report = try log.audit(checkpoints: [kept], state: state)
    #expect(report.faults.isEmpty && (report.signed ?? 0) >= 100)
  }

  @Test func `A state that is none, or another log's, is refused`() async throws {
    let store = try await AuditedStore()
    let state = store.sound.folder.path + "/state"
    try "nothing".write(toFile: state, atomically: true, encoding: .utf8)
    let error = #expect(throws: LogError.self) { try store.log.audit(state: state) }
    #expect(error?.code == .invalid && error?.message.contains("name another file") == true)
    try FileManager.default.removeItem(atPath: state)
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/store")
    let other = try EventLog.open(folder.path + "/store")
    try await other.append((0..<10).map { SoundStore.event($0) })
    _ = try other.walk(checkpoints: [], state: state, upTo: 5)
    let wrong = #expect(throws: LogError.self) { try store.log.audit(state: state) }
    #expect(wrong?.code == .invalid && wrong?.message.contains("another log") == true)
  }

  @Test func `Many tiles at once make the same tree as leaf by leaf`() async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path)
    // Signed in the middle of a tile, so that one is taken leaf by leaf.
    for start in stride(from: 0, to: 2000, by: 400) {
      try await log.append((start..<start + 400).map { SoundStore.event($0) })
      if start == 800 { try log.checkpoint() }
    }
    let report = try log.audit()
    #expect(report.faults.isEmpty && report.events == 2000)
    #expect((report.signed ?? 0) >= 1200)
  }
}
