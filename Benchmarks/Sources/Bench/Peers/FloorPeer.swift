import EventStore
import Floor
import Foundation
import PeerKit
import Synchronization

/// What the disk and the cipher allow: records of one slot, appended to a preallocated file, one
/// fdatasync a group, nothing else. No index, no condition, no recovery; the events of a patient
/// are found because the bench knows where it put them.
struct FloorPeer: Peer {
  private let store: FloorStore
  private let writer: GroupWriter
  let setting: String

  /// 128 MiB, larger than the processor's caches.
  private static let slotCount = 1 << 18

  /// - Parameter cipher: seals the records; without one they are written as they are.
  init(folder: String, _ samples: SampleEvents, cipher: Cipher?) throws {
    let store = FloorStore(
      file: try SlotFile(path: folder + "/slots", slotCount: Self.slotCount), samples: samples,
      cipher: cipher)
    self.store = store
    writer = GroupWriter { store.write($0) }
    let ring = "\(Self.slotCount) slots of \(SlotFile.slotByteCount) bytes, written before"
    setting = "\(cipher?.setting ?? "")\(ring), one fdatasync a group"
  }

  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64 {
    try await writer.append(events, condition)
  }

  var checksConditions: Bool { false }
  var head: UInt64 { UInt64(store.count) }

  func read(patient: Int, after: UInt64, limit: Int) async throws -> Reading {
    try store.read(patient: patient, after: Int(after), limit: limit)
  }

  func replay() async throws -> Reading { try store.replay() }

  func close() async throws {}
}

/// The file of the floor and how far it is written.
private final class FloorStore: Sendable {
  private let file: SlotFile
  private let samples: SampleEvents
  private let cipher: Cipher?
  private let head = Mutex(0)

  init(file: SlotFile, samples: SampleEvents, cipher: Cipher?) {
    self.file = file
    self.samples = samples
    self.cipher = cipher
  }

  func write(_ group: [GroupWriter.Request]) -> [Result<UInt64, any Error>] {
    head.withLock { head in
      var slots: [UInt8] = []
      var number = head
      let verdicts = group.map { request -> Result<UInt64, any Error> in
        for event in request.events {
          FloorRecord.append(event, number: UInt64(number), sealedBy: cipher, to: &slots)
          number += 1
        }
        return .success(UInt64(number))
      }
      do {
        try file.write(slots, at: head)
        try file.synchronize()
        head = number
        return verdicts
      } catch { return group.map { _ in .failure(error) } }
    }
  }

  /// How many events were written.
  var count: Int { head.withLock { $0 } }

  /// - Parameter after: how many events stand before those that are wanted.
  func read(patient: Int, after: Int, limit: Int) throws -> Reading {
    let head = count
    var reading = Reading()
    var slot = [UInt8](repeating: 0, count: SlotFile.slotByteCount)
    var opened = slot
    let first = samples.firstNumber(of: patient)
    let skipped = (max(0, after - first) + samples.patientCount - 1) / samples.patientCount
    let numbers = stride(
      from: first + skipped * samples.patientCount, to: head, by: samples.patientCount)
    for number in numbers.prefix(limit) {
      _ = try file.read(into: &slot, at: number, count: 1)
      try FloorRecord.read(slot[...], openedBy: cipher, scratch: &opened, into: &reading)
    }
    return reading
  }

  func replay() throws -> Reading {
    let head = count
    var reading = Reading()
    var slots = [UInt8](repeating: 0, count: 1000 * SlotFile.slotByteCount)
    var opened = [UInt8](repeating: 0, count: SlotFile.slotByteCount)
    while reading.events < head {
      let count = try file.read(
        into: &slots, at: reading.events, count: min(1000, head - reading.events))
      for index in 0..<count {
        let start = index * SlotFile.slotByteCount
        try FloorRecord.read(
          slots[start..<start + SlotFile.slotByteCount], openedBy: cipher, scratch: &opened,
          into: &reading)
      }
    }
    return reading
  }
}
