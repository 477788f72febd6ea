import Foundation
import TestSupport
import Testing

@testable import EventStore

@Suite struct ProofTests {
  @Test func `Every event is proven offline, and the proof says what the log does`() async throws {
    let store = try await AuditedStore()
    let key = try store.log.verifierKey()
    for event in store.sound.events where event.position % 37 == 1 || event.position > 298 {
      let text = try store.log.proof(of: event.position).text
      let proven = try EventProof(text).verify(key: key)
      #expect(proven.size == 300 && proven.event.position == event.position)
      #expect(proven.event.time == event.time)
      let said = try #require(proven.event.event)
      #expect(
        StoredEvent(position: event.position, time: event.time, event: said) == event)
    }
  }

  @Test func `Proofs from before an erasure and from after it verify`() async throws {
    let store = try await AuditedStore()
    let key = try store.log.verifierKey()
    let position = try #require(
      store.sound.events.first { $0.event.subject == "s1" && $0.event.keyClass == .phi }?.position)
    let before = try store.log.proof(of: position).text
    _ = try await store.log.erase("s1", reason: "asked")
    #expect(try EventProof(before).verify(key: key).event.event?.subject == "s1")
    let after = try store.log.proof(of: position).text
    let proven = try EventProof(after).verify(key: key)
    #expect(proven.event.position == position && proven.event.event == nil)
    #expect(try store.log.audit(deep: true).faults.isEmpty)
    try store.log.export(to: store.folder)
    #expect(try store.export.faults(key: key).isEmpty)
  }

  @Test func `A proof that was changed anywhere does not hold`() async throws {
    let store = try await AuditedStore()
    let key = try store.log.verifierKey()
    let text = try store.log.proof(of: 42).text
    #expect(throws: Never.self) { try EventProof(text).verify(key: key) }
    let bytes = Array(text.utf8)
    for offset in stride(from: 0, to: bytes.count, by: 3) {
      var changed = bytes
      changed[offset] = changed[offset] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      // The signature's own name and key may be those of a stranger, and so be passed over.
      #expect(throws: LogError.self, "byte \(offset)") {
        try EventProof(String(decoding: changed, as: UTF8.self)).verify(key: key)
      }
    }
  }

  @Test func `A proof rests on a checkpoint that was kept`() async throws {
    let store = try await AuditedStore()
    let kept = try store.keepCheckpoint()
    try await store.log.append([SoundStore.event(1)])
    let key = try store.log.verifierKey()
    let proof = try store.log.proof(of: 300, inCheckpoint: kept)
    #expect(try proof.verify(key: key).size == 300)
    #expect(throws: LogError.self) { try store.log.proof(of: 301, inCheckpoint: kept) }
    #expect(try store.log.proof(of: 301).verify(key: key).size == 301)
    for position in [0, 302] as [UInt64] {
      let error = #expect(throws: LogError.self) { try store.log.proof(of: position) }
      #expect(error?.code == .invalid)
    }
  }

  @Test func `Another log's key verifies no proof`() async throws {
    let store = try await AuditedStore()
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/other")
    let other = try EventLog.open(folder.path + "/other")
    let proof = try store.log.proof(of: 42)
    let error = #expect(throws: LogError.self) { try proof.verify(key: other.verifierKey()) }
    #expect(error?.code == .forked)
  }
}
