import Foundation
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// A process that is killed while it changes keys, again and again over one store.
///
/// `PORTAL_CRASH_ROUNDS` sets how often; `PORTAL_SEED` repeats the delays of a run that failed, though
/// not what the machine makes of them.
@Suite struct KeysCrashTests {
  static let rounds = PortalProgram.setting("PORTAL_CRASH_ROUNDS", otherwise: 10)
  static let seed =
    ProcessInfo.processInfo.environment["PORTAL_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 0...UInt64.max)

  @Test
  func `A kill while keys change loses nothing, and what was begun is ended by the next opening`()
    async throws
  {
    var run = try await KeysCrashRun(seed: Self.seed)
    for round in 1...Self.rounds {
      try await run.round("PORTAL_SEED=\(Self.seed), round \(round)")
    }
    print("crashes while keys change: \(Self.rounds), \(run.tally)")
  }
}

/// What is interrupted.
private enum Change: CaseIterable {
  case erasure, buckets, root

  func arguments(_ victim: Int) -> [String] {
    switch self {
    case .erasure: ["keys", "erase", "\(victim)", "--reason", "asked for it", "--as", "nurse"]
    case .buckets: ["keys", "rotate", "--buckets"]
    case .root: ["keys", "rotate", "--root"]
    }
  }
}

/// One store, and what must be true of it.
private struct KeysCrashRun {
  private let folder = QuickFolder()
  /// A process that lives through all crashes of the others, with the store open.
  private let survivor: PipedLog
  private var generator: SeededGenerator
  private var erased: Set<Int> = []
  /// How many events each subject has.
  private var events: [Int: Int] = [:]
  private(set) var tally: [String: Int] = [:]
  /// How long the program takes, in microseconds: found out while it's killed too early or too late.
  private var duration = 100_000

  private var store: String { folder.path + "/store" }
  private static let subjects = max(300, KeysCrashTests.rounds + 100)

  init(seed: UInt64) async throws {
    generator = SeededGenerator(seed: seed)
    let path = folder.path + "/store"
    try EventLog.create(path)
    let texts = (0..<Self.subjects).map { number in
      NewEvent(
        type: "made", tags: [Self.subject(number).name], subject: Self.subject(number),
        data: Array(#"{"call":\#(number),"count":1,"filler":"","index":0}"#.utf8))
    }
    try await EventLog.with(path) { log in try await log.append(texts) }
    for number in 0..<Self.subjects { events[number] = 1 }
    survivor = try PipedLog(path)
  }

  private static func subject(_ number: Int) -> Subject { Subject("patient:\(number)") }

  mutating func round(_ name: Comment) async throws {
    let victim = try #require(
      (0..<Self.subjects).filter { !erased.contains($0) }.randomElement(using: &generator))
    let change = try #require(Change.allCases.randomElement(using: &generator))
    let isErasure = change == .erasure
    let before = try await EventLog.with(store) { log in try Wrapping(of: Self.subject(victim), log)
    }
    let delay = Int.random(in: duration / 2..<duration, using: &generator)
    let store = store
    let status = try await onThread {
      let process = PortalProgram.process(
        change.arguments(victim) + ["--store", store])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(delay))
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      return process.terminationReason == .exit ? process.terminationStatus : nil
    }
    // While the change is half done, or done.
    try await append(name)
    let outcome = try await EventLog.with(store) { log in
      let now = try Wrapping(of: Self.subject(victim), log)
      let isDone = now.row.epoch > before.row.epoch
      #expect(log.store.keys.keyring.changingBuckets.isEmpty, name)
      #expect(
        (now.row.state == .erased) == (try log.erasure(of: Self.subject(victim)) != nil), name)
      #expect(isErasure || now.row.state == .live, name)
      // Nothing at all, or all of it.
      if isErasure { #expect((now.row.state == .erased) == isDone, name) }
      if status != nil { #expect(status == 0 && (isDone || change == .root), name) }
      if change == .root { #expect(!isDone && !log.store.keys.keyring.hasOldWrappings, name) }
      #expect(before.opens(log) == !isDone, name)
      if isDone { try check(before, isErasure: now.row.state == .erased, name) }
      return change == .root
        ? "root" : now.row.state == .erased ? "erased" : isDone ? "rotated" : "not begun"
    }
    if outcome == "erased" { erased.insert(victim) }
    if status != nil { duration = max(duration * 3 / 4, 10_000) }
    if outcome == "not begun" { duration = duration * 4 / 3 }
    tally[outcome + (status == nil ? "" : " undisturbed"), default: 0] += 1
    try await append(name)
    try await verify(name)
  }

  /// Neither the old key nor that of who was erased stands in any file.
  private func check(_ before: Wrapping, isErasure: Bool, _ name: Comment) throws {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    for file in names ?? [] {
      guard let bytes = FileManager.default.contents(atPath: folder.path + "/" + file) else {
        continue
      }
      #expect(bytes.range(of: Data(before.bucketKey)) == nil, "\(name): \(file)")
      #expect(bytes.range(of: Data(before.subjectKey)) == nil, "\(name): \(file)")
    }
  }

  /// The survivor writes for somebody known and for somebody new.
  private mutating func append(_ name: Comment) async throws {
    let known = (0..<Self.subjects).filter { !erased.contains($0) }
    let numbers = [known.randomElement(using: &generator) ?? 0, events.count]
    for number in numbers {
      let event = PipedEvent(
        type: "made", tags: [], subject: Self.subject(number).name, data: .init(call: number))
      let survivor = survivor
      let answer = try await onThread { try survivor.ask(.append([event])) }
      if answer.ok { events[number, default: 0] += 1 }
      // The one who is being erased may have been hit.
      #expect(
        answer.ok || answer.error?.code == "subjectErased",
        "\(name): \(String(describing: answer.error))")
    }
  }

  /// Every event of those who weren't erased opens, and no other.
  private func verify(_ name: Comment) async throws {
    let (events, erased) = (events, erased)
    try await EventLog.with(store) { log in
      try #require(try log.check().isEmpty, name)
      var found: [String: Int] = [:]
      for event in try log.read(Query(types: ["made"])).compactMap(\.event) {
        found[try #require(event.subject).name, default: 0] += 1
      }
      for (number, count) in events {
        let subject = Self.subject(number)
        #expect(
          found[subject.name] == (erased.contains(number) ? nil : count), "\(name): \(subject.name)"
        )
      }
    }
  }
}

/// How a subject's key to the health data is wrapped at a moment, and the keys themselves.
private struct Wrapping: Sendable {
  let row: SubjectRow
  let keyID: BlindKey
  let bucketKey: [UInt8]
  /// Empty where the subject was erased.
  let subjectKey: [UInt8]

  init(of subject: Subject, _ log: EventLog) throws {
    let keyID = log.store.blind.key(subject: subject)
    let row = try #require(
      try log.snapshot { store, snapshot in try store.keys.row(keyID, snapshot) })
    let keyring = log.store.keys.keyring
    self.keyID = keyID
    self.row = row
    let bucketKey = try keyring.bucketKey(row.bucket, epoch: row.epoch).secret.copy()
    self.bucketKey = bucketKey.bytes.array
    if row.state == .erased {
      subjectKey = []
    } else {
      let key = try row.key(.phi, keyID: keyID, keyring: keyring)
      subjectKey = key.bytes.array
    }
  }

  /// Whether what was wrapped at that moment still opens.
  func opens(_ log: EventLog) -> Bool {
    do throws(KeyError) {
      _ = try row.key(.phi, keyID: keyID, keyring: log.store.keys.keyring)
      return true
    } catch { return false }
  }
}
