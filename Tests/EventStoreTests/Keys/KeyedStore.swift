import EventStore
import Foundation
import LMDB
import PortalCrypto
import TestSupport

@testable import EventStore

/// A store of a hundred subjects, three events each, and what can be known of its keys.
struct KeyedStore {
  let folder = QuickFolder()
  var path: String { folder.path + "/store" }
  var keys: String { path + ".keys" }

  static let subjects = (0..<100).map { Subject("patient:\($0)") }

  init() async throws {
    try EventLog.create(path)
    try await EventLog.with(path) { log in
      for round in 0..<3 {
        try await log.append(
          Self.subjects.enumerated().map { number, subject in
            NewEvent(
              type: "note.\(round)", tags: [subject.name, "ward:\(number % 7)"], subject: subject,
              keyClass: round == 1 ? .audit : .phi,
              data: Array("the secret of \(subject.name) in round \(round)".utf8))
          })
      }
    }
  }

  /// The right to change the keys, which nobody else has.
  static func maintenance(of keyring: Keyring) throws -> KeyMaintenance {
    guard let maintenance = try KeyMaintenance(of: keyring, waits: true) else {
      throw KeyError.wrong
    }
    return maintenance
  }

  /// Every file of store and keys.
  func files() throws -> [(name: String, bytes: Data)] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).compactMap { name in
      FileManager.default.contents(atPath: folder.path + "/" + name).map { (name, $0) }
    }
  }

  /// The files that hold some bytes.
  func files(holding bytes: [UInt8]) throws -> [String] {
    try files().filter { $0.bytes.range(of: Data(bytes)) != nil }.map(\.name)
  }
}

extension EventLog {
  /// What a subject's events say now: `nil` where they are erased.
  func texts(of subject: Subject) throws -> [String?] {
    try read(Query(types: ["note.0", "note.1", "note.2"]))
      .filter { ($0.event?.subject ?? subject) == subject }
      .map { $0.event.map { String(decoding: $0.data, as: UTF8.self) } }
  }

  func keyRow(of subject: Subject) throws -> SubjectRow? {
    try snapshot { store, snapshot in
      try store.keys.row(store.blind.key(subject: subject), snapshot)
    }
  }

  /// One of a subject's keys in plain bytes.
  func plainKey(_ keyClass: KeyClass, of subject: Subject) throws -> [UInt8]? {
    let keyID = store.blind.key(subject: subject)
    guard let row = try keyRow(of: subject) else { return nil }
    let key = try row.key(keyClass, keyID: keyID, keyring: store.keys.keyring)
    return key.bytes.array
  }

  func bucketKey(of subject: Subject) throws -> [UInt8]? {
    guard let row = try keyRow(of: subject) else { return nil }
    return try store.keys.keyring.bucketKey(row.bucket, epoch: row.epoch).plain
  }
}

extension SubjectRow {
  /// Whether the key to the health data can be had.
  func opens(_ keyID: BlindKey, _ keyring: Keyring) -> Bool {
    do throws(KeyError) {
      _ = try key(.phi, keyID: keyID, keyring: keyring)
      return true
    } catch { return false }
  }
}

extension SharedKey {
  /// The key in plain bytes.
  var plain: [UInt8] { secret.plain }
}

extension SecretKey {
  /// The key in plain bytes.
  var plain: [UInt8] {
    let copy = copy()
    return copy.bytes.array
  }
}
