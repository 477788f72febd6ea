import EventStore
import Foundation
import TestSupport
import Testing

/// The files of the keys of every released format, as the programs of their time wrote them. They
/// are those of the golden store.
@Suite struct GoldenKeysTests {
  let folder = QuickFolder()
  var path: String { folder.path + "/store" }

  func copy(_ fixture: String, to name: String, permissions: Int = 0o600) throws {
    let file = folder.path + "/" + name
    try FileManager.default.copyItem(
      atPath: GoldenStoreTests.fixtures.path + "/" + fixture, toPath: file)
    // Git keeps no permissions.
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
  }

  @Test(arguments: ["keys-v1"])
  func `A backup of the keys of a released format is restored`(name: String) async throws {
    try copy("store-v1/store", to: "store", permissions: 0o700)
    for file in ["backup", "secret"] { try copy(name + "/" + file, to: file) }
    let time = try EventLog.restoreKeys(
      folder.path + "/backup", secretFile: folder.path + "/secret", of: path)
    #expect(time == Date(timeIntervalSince1970: 1_772_467_200))
    let log = try EventLog.open(path)
    #expect(try log.read().count == 40)
    #expect(try log.check().isEmpty)
  }

  @Test(arguments: ["keys-v1"])
  func `Keys under a passphrase of a released format open`(name: String) async throws {
    try copy("store-v1/store", to: "store", permissions: 0o700)
    try FileManager.default.createDirectory(
      atPath: path + ".keys", withIntermediateDirectories: false)
    for file in ["root.passphrase", "slots", "backup-note"] {
      try copy(name + "/" + file, to: "store.keys/" + file)
    }
    let log = try EventLog.open(path, options: KeySources.options(KeySources.passphrase()))
    #expect(try log.read().count == 40)
    let status = try EventLog.keyStatus(path + ".keys")
    #expect(status.backup?.time == Date(timeIntervalSince1970: 1_772_467_200))
    #expect(status.backup?.changes == [])
  }
}
