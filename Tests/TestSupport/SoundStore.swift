package import EventStore
internal import Foundation

/// A store of known events, closed and signed, that tests copy and then damage.
///
/// Its events use everything there is: types, tags, subjects and none, both key classes, commands,
/// appends of one and of several, events that take pages of their own.
package struct SoundStore: Sendable {
  package let folder: QuickFolder
  /// What it holds, in order.
  package let events: [StoredEvent]

  package var path: String { folder.path + "/store" }
  package var dataFile: String { path + "/data.mdb" }
  package var keys: String { path + ".keys" }

  /// A copy of a store of 40 events.
  package static func small() async throws -> SoundStore { try await smallOne.value.copy() }
  /// A copy of a store of 300 events, whose Merkle tree has a stored node.
  package static func large() async throws -> SoundStore { try await largeOne.value.copy() }

  private static let smallOne = Task { try await make(40) }
  private static let largeOne = Task { try await make(300) }

  private static func make(_ count: Int) async throws -> SoundStore {
    let folder = QuickFolder()
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    var number = 0
    while number < count {
      let events = (number..<min(count, number + 1 + number % 7)).map(event)
      try await log.append(events, command: number.isMultiple(of: 3) ? "command:\(number)" : nil)
      number += events.count
    }
    let events = try log.read(ReadCall())
    await log.close()
    return SoundStore(folder: folder, events: events)
  }

  /// The event that stands behind the first `number` ones.
  package static func event(_ number: Int) -> NewEvent {
    NewEvent(
      type: "t\(number % 3)",
      tags: [number.isMultiple(of: 2) ? "even" : "odd", "n:\(number)", "k:\(number % 10)"],
      subject: number % 6 == 5 ? nil : Subject("s\(number % 6)"),
      keyClass: number % 14 == 0 ? .audit : .phi,
      metadata: Array("by \(number)".utf8),
      data: Array(repeating: UInt8(number % 251), count: number % 25 == 9 ? 6000 : number % 90))
  }

  private func copy() throws -> SoundStore {
    let copy = SoundStore(folder: QuickFolder(), events: events)
    try FileManager.default.copyItem(atPath: path, toPath: copy.path)
    try FileManager.default.copyItem(atPath: keys, toPath: copy.keys)
    return copy
  }
}
