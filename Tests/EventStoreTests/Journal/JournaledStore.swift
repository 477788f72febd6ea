import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// A log whose writer commits only when it's told to, so that a test can look at its files in between,
/// as a crash would leave them.
struct JournaledStore {
  let folder = QuickFolder()
  let log: EventLog

  var path: String { folder.path + "/store" }

  /// - Parameter patience: in milliseconds; who writes to the store by another way waits for so long.
  init(patience: Int = Self.patient.patience) throws {
    try EventLog.create(folder.path + "/store")
    var options = Self.patient
    options.patience = patience
    log = try EventLog.open(folder.path + "/store", options: options)
  }

  /// Nothing but a reader, another writer or a full journal makes it commit.
  static var patient: EventLog.Options {
    var options = EventLog.Options()
    options.commitInterval = 3_600_000
    options.patience = 600_000
    options.journalSize = 64 << 10
    return options
  }

  static func event(_ number: Int) -> NewEvent {
    NewEvent(
      type: "t\(number % 2)", tags: ["n:\(number)", "k:\(number % 3)"],
      subject: number % 4 == 3 ? nil : Subject("s\(number % 4)"),
      keyClass: number % 5 == 4 ? .audit : .phi, data: Array("\(number)".utf8))
  }

  /// Appends events one by one, each its own frame.
  func append(_ numbers: Range<Int>) async throws {
    for number in numbers {
      try await log.append([Self.event(number)], command: "command:\(number)")
    }
  }

  /// A copy of the files as they are now.
  func crashImage() throws -> CrashImage { try CrashImage(of: folder) }
}

/// What a crash leaves.
struct CrashImage {
  let folder = QuickFolder()
  var path: String { folder.path + "/store" }
  var journal: String { path + "/journal" }

  init(of other: QuickFolder) throws {
    for name in ["store", "store.keys"] {
      try FileManager.default.copyItem(
        atPath: other.path + "/" + name, toPath: folder.path + "/" + name)
    }
    // Nobody that the lock file knows of lives any more.
    try? FileManager.default.removeItem(atPath: path + "/data.mdb-lock")
  }

  init(of other: CrashImage) throws { try self.init(of: other.folder) }

  /// What was said by the events that are there, in order, once the log was opened and found sound.
  func events() async throws -> [String] {
    try await EventLog.with(path) { log in
      #expect(try log.check() == [])
      return try log.read().map { String(decoding: $0.event?.data ?? [], as: UTF8.self) }
    }
  }

  /// Where each frame of the journal stands, in bytes.
  func frames() throws -> [Range<Int>] {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: journal))
    var frames: [Range<Int>] = []
    var offset = Journal.sector
    while offset + JournalFrame.headerByteCount < bytes.count,
      let header = JournalFrame.Header(
        Array(bytes[offset..<offset + JournalFrame.headerByteCount]).rawSpan)
    {
      frames.append(offset..<offset + header.byteCount)
      offset += (header.byteCount + Journal.sector - 1) / Journal.sector * Journal.sector
    }
    return frames
  }

  func byte(at offset: Int) throws -> UInt8 {
    try Data(contentsOf: URL(fileURLWithPath: journal))[offset]
  }

  func change(_ body: (inout Data) -> Void) throws {
    let file = URL(fileURLWithPath: journal)
    var bytes = try Data(contentsOf: file)
    body(&bytes)
    try bytes.write(to: file)
  }
}

func numbers(_ range: Range<Int>) -> [String] { range.map(String.init) }
