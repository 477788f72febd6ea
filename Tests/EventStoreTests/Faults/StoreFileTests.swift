import Foundation
import Glibc
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// What may have happened to the files of a store.
@Suite struct StoreFileTests {
  func refusal(of store: SoundStore) -> LogError? {
    do throws(LogError) {
      _ = try EventLog.open(store.path)
      return nil
    } catch { return error }
  }

  func replace(_ file: String, with other: String) throws {
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.copyItem(atPath: other, toPath: file)
  }

  /// Changes a row of `meta` while the store is closed.
  func change(_ store: SoundStore, _ key: [UInt8], _ change: (inout [UInt8]) -> Void) throws {
    let environment = try LMDB.Environment.open(store.dataFile)
    try environment.write { transaction in
      let table = try transaction.openTable("meta")
      var row = try transaction.snapshot.value(for: key, in: table)?.array ?? []
      change(&row)
      try transaction.put(row, for: key, in: table)
    }
  }

  @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
  func `A file that can't grow means a full disk, whichever file it is`(code: Int32) {
    let error = LogError(wrapping: FileError(code: code, action: "writing"))
    #expect(error.code == .diskFull)
  }

  @Test func `A missing lock file is made anew`() async throws {
    let store = try await SoundStore.small()
    try #require(!FileManager.default.fileExists(atPath: store.dataFile + "-lock"))
    let log = try EventLog.open(store.path)
    #expect(try log.read(ReadCall()) == store.events)
    try await log.append([SoundStore.event(40)])
    #expect(try log.check().isEmpty)
  }

  @Test(arguments: [0, 1, 100, 4096, 100_000])
  func `A lock file of nonsense is made anew`(count: Int) async throws {
    let store = try await SoundStore.small()
    try Data(repeating: 0xa5, count: count).write(
      to: URL(fileURLWithPath: store.dataFile + "-lock"))
    let log = try EventLog.open(store.path)
    #expect(try log.read(ReadCall()) == store.events)
    try await log.append([SoundStore.event(40)])
    #expect(try log.check().isEmpty)
  }

  @Test func `A data file of nothing, of a part of a page or of nonsense is refused`() async throws
  {
    for bytes in [
      Data(), Data([0]), Data(repeating: 0, count: 4096), Data(repeating: 0, count: 1 << 16),
      Data(repeating: 0xa5, count: 1 << 16),
    ] {
      let store = try await SoundStore.small()
      try bytes.write(to: URL(fileURLWithPath: store.dataFile))
      #expect(refusal(of: store)?.code == .corrupt(position: 0), "\(bytes.count) bytes")
    }
  }

  @Test func `A store of a later format is refused, and says so`() async throws {
    let store = try await SoundStore.small()
    try change(store, Tables.formatKey) { $0 = (Tables.format + 1).bigEndianBytes }
    let error = try #require(refusal(of: store))
    #expect(error.code == .storeTooNew)
    #expect(error.message.contains("\(Tables.format + 1)"))
  }

  @Test func `A store whose format or name is damaged is refused`() async throws {
    let whole = try await SoundStore.small()
    try change(whole, Tables.formatKey) { _ in }
    #expect(refusal(of: whole) == nil)
    let formless = try await SoundStore.small()
    try change(formless, Tables.formatKey) { $0.removeLast() }
    #expect(refusal(of: formless)?.code == .corrupt(position: 0))
    let zero = try await SoundStore.small()
    try change(zero, Tables.formatKey) { $0 = [0, 0, 0, 0] }
    #expect(refusal(of: zero) != nil)
    for offset in 0..<16 {
      let nameless = try await SoundStore.small()
      try change(nameless, Tables.storeIDKey) { $0[offset] ^= 0x20 }
      #expect(refusal(of: nameless)?.code == .keyUnavailable)
    }
  }

  @Test func `A checkpoint of another store is refused`() async throws {
    let store = try await SoundStore.small()
    let other = QuickFolder()
    try EventLog.create(other.path + "/store")
    try await EventLog.with(other.path + "/store") { try await $0.append([SoundStore.event(1)]) }
    try replace(store.path + "/checkpoint", with: other.path + "/store/checkpoint")
    #expect(refusal(of: store)?.code == .forked)
  }

  @Test func `Every byte of the checkpoint's file counts`() async throws {
    let store = try await SoundStore.small()
    let file = URL(fileURLWithPath: store.path + "/checkpoint")
    let whole = try Data(contentsOf: file)
    for offset in whole.indices where offset % 9 == 0 || offset > whole.count - 4 {
      var bytes = whole
      bytes[offset] ^= 0x02
      try bytes.write(to: file)
      #expect(refusal(of: store)?.code == .forked, "byte \(offset)")
    }
    for bytes in [Data(), whole.dropLast(), whole.dropLast(30), whole + whole] {
      try bytes.write(to: file)
      #expect(refusal(of: store)?.code == .forked, "\(bytes.count) bytes")
    }
    try whole.write(to: file)
    #expect(refusal(of: store) == nil)
  }

  @Test func `An older copy of the data file is refused`() async throws {
    let store = try await SoundStore.small()
    try FileManager.default.copyItem(atPath: store.dataFile, toPath: store.folder.path + "/old")
    try await EventLog.with(store.path) { try await $0.append([SoundStore.event(40)]) }
    try replace(store.dataFile, with: store.folder.path + "/old")
    let error = try #require(refusal(of: store))
    #expect(error.code == .forked)
    #expect(error.message.contains("ends at 40") && error.message.contains("up to 41"))
  }

  @Test func `A log that went another way from an older copy on is refused`() async throws {
    for count in [1, 2, 7] {
      let store = try await SoundStore.small()
      let (old, signed) = (store.folder.path + "/old", store.folder.path + "/signed")
      try FileManager.default.copyItem(atPath: store.dataFile, toPath: old)
      try await EventLog.with(store.path) { log in
        try await log.append([SoundStore.event(40), SoundStore.event(41)])
      }
      try FileManager.default.moveItem(atPath: store.path + "/checkpoint", toPath: signed)
      try replace(store.dataFile, with: old)
      try await EventLog.with(store.path) { log in
        for number in 0..<count { try await log.append([SoundStore.event(40 + number)]) }
      }
      try replace(store.path + "/checkpoint", with: signed)
      #expect(refusal(of: store)?.code == .forked, "\(count) other events")
    }
  }

  @Test func `The bytes of an event changed in the file are found`() async throws {
    let store = try await SoundStore.small()
    let envelope = try await EventLog.with(store.path) { log in
      try log.snapshot { store, snapshot in
        let row = try snapshot.value(for: 25, in: store.tables.events)?.array ?? []
        let frame = EventRow.frame(of: row.rawSpan)
        return Array(row[try #require(frame).envelope])
      }
    }
    let file = URL(fileURLWithPath: store.dataFile)
    var bytes = try Data(contentsOf: file)
    // Salt and commitment stand wherever the page was copied to on its way.
    var found = 0
    while let place = bytes.range(of: Data(envelope[24..<80])) {
      bytes[place.lowerBound + 30] ^= 0x08
      found += 1
    }
    #expect(found > 0)
    try bytes.write(to: file)
    // It lies before the last checkpoint, so the log is no longer the one that was signed.
    #expect(refusal(of: store)?.code == .forked)
    // Without the checkpoint, the event itself tells.
    try FileManager.default.removeItem(atPath: store.path + "/checkpoint")
    let log = try EventLog.open(store.path)
    #expect(try log.check().contains { $0.position == 25 })
    let error = #expect(throws: LogError.self) { try log.read(after: 24, limit: 1) }
    #expect(error?.code == .corrupt(position: 25))
    #expect(try log.read(ReadCall(after: 25)) == Array(store.events.dropFirst(25)))
  }
}
