import EventStore
import Foundation
import Synchronization
import TestSupport
import Testing

/// The three places that a root key comes from.
@Suite struct RootKeySourceTests {
  let folder = QuickFolder()
  var path: String { folder.path + "/store" }

  func open(_ source: RootKeySource, keys: String? = nil) throws -> EventLog {
    try EventLog.open(path, keys: keys, options: KeySources.options(source))
  }

  func names(_ folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  @Test(arguments: ["file", "passphrase", "provided"])
  func `A store opens with the source that it was made with, and with no other`(
    name: String
  ) async throws {
    let sources: [String: RootKeySource] = [
      "file": .file, "passphrase": KeySources.passphrase(), "provided": KeySources.provided(),
    ]
    let source = try #require(sources[name])
    try EventLog.create(path, rootKey: source)
    let own: Set<String> =
      name == "file" ? ["root.key"] : name == "passphrase" ? ["root.passphrase"] : []
    #expect(try names(path + ".keys") == own.union(["slots"]))
    let log = try open(source)
    try await log.append([NewEvent(type: "t", data: [1])])
    #expect(try open(source).head() == 1)
    for (other, wrong) in sources where other != name {
      let error = try #require(refusal { _ = try open(wrong) })
      #expect(error.code == .keyUnavailable, "\(other)")
      let advice = [
        "file": "root.key", "passphrase": "--passphrase", "provided": "--key-command",
      ]
      #expect(error.message.contains(try #require(advice[name])), "\(error)")
      #expect(!error.message.contains("\n"))
    }
  }

  @Test func `Another passphrase or another key opens nothing, and says so`() throws {
    try EventLog.create(path, rootKey: KeySources.passphrase())
    var error = refusal { _ = try open(KeySources.passphrase("correct horse batterz")) }
    #expect(error?.code == .keyUnavailable)
    #expect(error?.message.contains("the passphrase is not the one") == true)
    error = refusal { _ = try open(KeySources.passphrase("")) }
    #expect(error?.message.contains("the passphrase is not the one") == true)
    let other = folder.path + "/other"
    try EventLog.create(other, rootKey: KeySources.provided())
    let wrong = "0" + KeySources.digits.dropFirst()
    error = refusal {
      _ = try EventLog.open(other, options: KeySources.options(KeySources.provided(wrong)))
    }
    #expect(error?.code == .keyUnavailable)
    #expect(error?.message.contains("is not the one") == true)
    for secret in ["batterz", wrong] { #expect(error?.message.contains(secret) != true) }
  }

  @Test(arguments: ["", "hello", String(KeySources.digits.dropLast())])
  func `What is no key is refused, and never shown`(text: String) throws {
    let error = try #require(
      refusal { try EventLog.create(path, rootKey: KeySources.provided(text)) })
    #expect(error.code == .keyUnavailable)
    #expect(error.message.contains("64 hexadecimal digits"))
    #expect(text.isEmpty || !error.message.contains(text))
    #expect(try names(folder.path).isEmpty)
  }

  @Test func `A source that fails leaves nothing behind`() throws {
    let error = refusal { try EventLog.create(path, rootKey: KeySources.failing) }
    #expect(error?.message == "nobody is there")
    #expect(try names(folder.path).isEmpty)
    let short = refusal { try EventLog.create(path, rootKey: KeySources.passphrase("1234567")) }
    #expect(short?.code == .invalid)
    #expect(short?.message.contains("shorter than 8 bytes") == true)
    #expect(try names(folder.path).isEmpty)
    try EventLog.create(path, rootKey: KeySources.passphrase("12345678"))
  }

  @Test func `A new passphrase is asked for as one, a known one as known`() throws {
    let asked = Mutex<[Bool]>([])
    let source = RootKeySource.passphrase { isNew throws(LogError) in
      asked.withLock { $0.append(isNew) }
      return try KeySources.secret(KeySources.passphrase)
    }
    try EventLog.create(path, rootKey: source)
    _ = try open(source)
    #expect(asked.withLock { $0 } == [true, false])
    // Nobody is asked in vain.
    _ = refusal { _ = try EventLog.open(path + "x", options: KeySources.options(source)) }
    _ = refusal { try EventLog.create(path, rootKey: source) }
    _ = refusal { try EventLog.create(path + "y", keys: path + ".keys", rootKey: source) }
    #expect(asked.withLock { $0.count } == 2)
  }

  @Test func `New keys are not put among others`() throws {
    try EventLog.create(path)
    for source in [.file, KeySources.passphrase(), KeySources.provided()] {
      let error = refusal {
        try EventLog.create(folder.path + "/new", keys: path + ".keys", rootKey: source)
      }
      #expect(error?.code == .storeExists)
    }
    #expect(try names(path + ".keys") == ["root.key", "slots"])
    _ = try open(.file)
  }

  @Test func `A changed file of the passphrase opens nothing`() throws {
    try EventLog.create(path, rootKey: KeySources.passphrase())
    let file = URL(fileURLWithPath: path + ".keys/root.passphrase")
    let bytes = try Data(contentsOf: file)
    // The magic, the format, the passes, the memory, the salt.
    for offset in [0, 7, 11, 15, 20, 24, 39] {
      var changed = bytes
      changed[offset] ^= 1
      try changed.write(to: file)
      let error = refusal { _ = try open(KeySources.passphrase()) }
      #expect(error?.code == .keyUnavailable, "byte \(offset)")
    }
    try bytes.write(to: file)
    _ = try open(KeySources.passphrase())
  }

  @Test func `A backup is restored with a passphrase`() async throws {
    try EventLog.create(path, rootKey: KeySources.passphrase())
    let log = try open(KeySources.passphrase())
    try await log.append([NewEvent(type: "t", data: [1])])
    try log.backup(to: folder.path + "/backup")
    let copy = folder.path + "/copy"
    let error = refusal {
      try EventLog.restore(folder.path + "/backup", to: copy, keys: path + ".keys")
    }
    #expect(error?.code == .keyUnavailable)
    try EventLog.restore(
      folder.path + "/backup", to: copy, keys: path + ".keys", rootKey: KeySources.passphrase())
  }
}
