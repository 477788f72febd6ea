import Foundation
import TestSupport
import Testing

@testable import EventStore

@Suite struct WitnessTests {
  func witness(_ store: AuditedStore) -> Witness { Witness(store.sound.folder.path + "/witness") }

  @Test func `A witness cosigns a log that grows, and proofs say so`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    let time = Date(timeIntervalSince1970: 1_772_467_200)
    let first = try witness(store).cosign(store.export, name: "example.org/w", at: time)
    #expect(first.size == 300 && first.before == nil)
    try await store.log.append((0..<400).map { SoundStore.event($0) })
    try store.log.export(to: store.folder)
    let second = try witness(store).cosign(store.export, name: nil, at: time)
    #expect(second.size == 700 && second.before == 300 && second.key == first.key)
    let key = try store.log.verifierKey()
    let proof = try store.log.proof(of: 9, inCheckpoint: store.folder + "/checkpoint")
    let proven = try EventProof(proof.text).verify(key: key, witnesses: [first.key])
    #expect(proven.witnesses == [.init(name: "example.org/w", time: time)])
    #expect(throws: LogError.self) {
      try store.log.proof(of: 9).verify(key: key, witnesses: [first.key])
    }
    #expect(try store.export.faults(key: key).isEmpty)
    // Another run of the export keeps the witness's signature.
    try store.log.export(to: store.folder)
    let text = try String(contentsOfFile: store.folder + "/checkpoint", encoding: .utf8)
    #expect(text.contains("— example.org/w "))
  }

  @Test func `A witness refuses a log that was rewritten and signed anew`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    _ = try witness(store).cosign(store.export, name: "example.org/w")
    var row = try store.row(at: 7)
    row[row.count - 1] ^= 1
    try store.put(row, at: 7)
    try store.rewriteTree()
    try FileManager.default.removeItem(atPath: store.sound.path + "/checkpoint")
    try await store.log.append([SoundStore.event(1)])
    let forged = store.sound.folder.path + "/forged"
    try store.log.export(to: forged)
    let error = #expect(throws: LogError.self) {
      try witness(store).cosign(LogExport(forged), name: nil)
    }
    #expect(error?.code == .forked)
    let text = try String(contentsOfFile: forged + "/checkpoint", encoding: .utf8)
    #expect(!text.contains("example.org/w"))
  }

  @Test func `A witness refuses a log whose end was cut off`() async throws {
    let store = try await AuditedStore()
    let old = store.sound.folder.path + "/old"
    try store.log.export(to: old)
    try await store.log.append([SoundStore.event(1)])
    try store.log.export(to: store.folder)
    _ = try witness(store).cosign(store.export, name: "example.org/w")
    let error = #expect(throws: LogError.self) {
      try witness(store).cosign(LogExport(old), name: nil)
    }
    #expect(error?.message.contains("the witness saw 301") == true)
  }

  @Test func `A witness needs a name, once`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    for name in [nil, "two words", "a+b"] as [String?] {
      let error = #expect(throws: LogError.self) {
        try witness(store).cosign(store.export, name: name)
      }
      #expect(error?.code == .invalid)
    }
  }

  @Test func `A cosignature that was forged doesn't count`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    let report = try witness(store).cosign(store.export, name: "example.org/w")
    let path = store.folder + "/checkpoint"
    let key = try WitnessKey(report.key)
    let note = try SignedNote(
      parsing: Array(try String(contentsOfFile: path, encoding: .utf8).utf8))
    #expect(try key.verify(note) != nil)
    var forged = try SignedNote(text: note.text)
    var bytes = try #require(note.signatures.last).bytes
    bytes[7] ^= 1
    try forged.add(SignedNote.Signature(name: key.name, keyID: key.keyID, bytes: bytes))
    #expect(throws: LogError.self) { try key.verify(forged) }
  }
}
