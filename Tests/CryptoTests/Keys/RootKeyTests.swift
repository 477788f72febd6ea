import Foundation
import PortalCrypto
import TestSupport
import Testing

@Suite struct RootKeyTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/root.key" }

  /// Why the key is refused; `nil` where it's read.
  func refusal() -> KeyError? {
    do throws(KeyError) {
      _ = try RootKey.read(from: path)
      return nil
    } catch { return error }
  }

  func setPermissions(_ permissions: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  @Test func `The key that was made is the key that is read, and what the file holds`() throws {
    let made = try RootKey.create(at: path)
    let read = try RootKey.read(from: path)
    let file = try DurableFile.read(path, limit: 100)
    #expect(file.count == 32)
    #expect(made.array == file)
    #expect(read.array == file)
    #expect(try DurableFile.permissions(of: path) == 0o600)
  }

  @Test func `Two root keys differ`() throws {
    let one = try RootKey.create(at: path)
    let other = try RootKey.create(at: path + "2")
    #expect(one.array != other.bytes.array)
  }

  @Test func `A root key that is there is never overwritten`() throws {
    let before = try RootKey.create(at: path)
    let error = #expect(throws: FileError.self) { _ = try RootKey.create(at: path) }
    #expect(error?.isExisting == true)
    let after = try RootKey.read(from: path)
    #expect(after.array == before.bytes.array)
  }

  @Test func `A root key that anyone else may read, write or run is refused`() throws {
    _ = try RootKey.create(at: path)
    for bit in 0..<6 {
      try setPermissions(0o600 | 1 << bit)
      #expect(refusal() == .exposed(path), "bit \(bit)")
    }
    for permissions in [0o400, 0o600, 0o700] {
      try setPermissions(permissions)
      #expect(refusal() == nil)
    }
  }

  @Test(arguments: [0, 1, 31, 33, 64, 4096])
  func `A root key of another length is damaged`(count: Int) throws {
    try DurableFile.create(path, [UInt8](repeating: 7, count: count))
    #expect(refusal() == .damaged(path))
  }

  @Test func `A missing root key is missing, and a folder is no key`() throws {
    guard case .file(let missing) = refusal() else {
      Issue.record("a missing file was read")
      return
    }
    #expect(missing.isMissing)
    try DurableFile.makeFolder(path)
    guard case .file(let error) = refusal() else {
      Issue.record("a folder was read")
      return
    }
    #expect(!error.isMissing)
  }
}
