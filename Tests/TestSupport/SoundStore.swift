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

  private static let smallOne = Task { try await Original(count: 40) }
  private static let largeOne = Task { try await Original(count: 300) }

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
}

/// What is copied: the files of a store, in memory.
private struct Original {
  private let files: [String: Data]
  private let events: [StoredEvent]

  init(count: Int) async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    events = try await EventLog.with(path) { log in
      var number = 0
      while number < count {
        let events = (number..<min(count, number + 1 + number % 7)).map(SoundStore.event)
        try await log.append(events, command: number.isMultiple(of: 3) ? "command:\(number)" : nil)
        number += events.count
      }
      return try log.read(ReadCall())
    }
    files = try ["store/data.mdb", "store/checkpoint", "store.keys/root.key", "store.keys/slots"]
      .reduce(into: [:]) { files, name in
        files[name] = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
      }
  }

  func copy() throws -> SoundStore {
    let folder = QuickFolder()
    for (name, bytes) in files {
      let file = folder.path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try bytes.write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
    return SoundStore(folder: folder, events: events)
  }
}
