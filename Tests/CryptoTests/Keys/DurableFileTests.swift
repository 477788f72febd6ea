import Foundation
import Glibc
import PortalCrypto
import TestSupport
import Testing

@Suite struct DurableFileTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/file" }
  let bytes = (0..<1000).map { UInt8($0 % 251) }

  @Test func `What was written is read`() throws {
    try DurableFile.create(path, bytes)
    #expect(try DurableFile.read(path, limit: 1000) == bytes)
    #expect(try DurableFile.read(path, limit: 5000) == bytes)
    try DurableFile.create(path + "2", [])
    #expect(try DurableFile.read(path + "2", limit: 0) == [])
  }

  @Test func `A file that is too long shows by one byte more than the limit`() throws {
    try DurableFile.create(path, bytes)
    #expect(try DurableFile.read(path, limit: 999) == bytes)
    #expect(try DurableFile.read(path, limit: 10) == Array(bytes.prefix(11)))
  }

  @Test func `A file is its owner's alone, whoever may enter the folder`() throws {
    try DurableFile.create(path, bytes)
    #expect(try DurableFile.permissions(of: path) == 0o600)
    try DurableFile.replace(path, with: bytes)
    #expect(try DurableFile.permissions(of: path) == 0o600)
    try DurableFile.makeFolder(folder.path + "/keys")
    #expect(try DurableFile.permissions(of: folder.path + "/keys") == 0o700)
  }

  @Test func `A file that is there is not made anew`() throws {
    try DurableFile.create(path, bytes)
    let error = #expect(throws: FileError.self) { try DurableFile.create(path, [1]) }
    #expect(error?.isExisting == true)
    #expect(try DurableFile.read(path, limit: 1000) == bytes)
  }

  @Test func `Overwriting changes its bytes and no others, where they lie`() throws {
    try DurableFile.create(path, bytes)
    let before = try inode()
    try DurableFile.overwrite(path, [(100, [1, 2]), (102, [3])])
    #expect(
      try DurableFile.read(path, limit: 1000) == bytes[..<100] + [1, 2, 3] + bytes[103...])
    #expect(try inode() == before)
  }

  @Test func `Overwriting makes no file`() {
    let error = #expect(throws: FileError.self) {
      try DurableFile.overwrite(path, [(0, [1])])
    }
    #expect(error?.isMissing == true)
  }

  @Test func `Replacing leaves the new file whole and nothing beside it`() throws {
    try DurableFile.replace(path, with: bytes)
    try DurableFile.replace(path, with: [1, 2])
    #expect(try DurableFile.read(path, limit: 1000) == [1, 2])
    #expect(folder.files().map(\.path) == [path])
  }

  @Test func `What an interrupted replacing left behind is in nobody's way`() throws {
    try DurableFile.create(path, bytes)
    try DurableFile.create(path + ".new", [9, 9, 9])
    try DurableFile.replace(path, with: [1, 2])
    #expect(try DurableFile.read(path, limit: 1000) == [1, 2])
    #expect(folder.files().map(\.path) == [path])
  }

  @Test func `A folder that is there is left as it is`() throws {
    let keys = folder.path + "/keys"
    try DurableFile.makeFolder(keys)
    try DurableFile.create(keys + "/file", bytes)
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: keys)
    try DurableFile.makeFolder(keys)
    #expect(try DurableFile.permissions(of: keys) == 0o750)
    #expect(try DurableFile.read(keys + "/file", limit: 1000) == bytes)
  }

  @Test func `What the system refuses is said with its code and what was tried`() throws {
    let missing = folder.path + "/nowhere/file"
    let attempts: [() throws -> Void] = [
      { try DurableFile.create(missing, []) },
      { try DurableFile.replace(missing, with: []) },
      { try DurableFile.overwrite(missing, []) },
      { _ = try DurableFile.read(missing, limit: 1) },
      { _ = try DurableFile.permissions(of: missing) },
      { try DurableFile.makeFolder(missing) },
    ]
    for attempt in attempts {
      let error = #expect(throws: FileError.self) { try attempt() }
      #expect(error?.code == ENOENT)
      #expect(error?.description.contains(missing) == true)
      #expect(error?.description.hasSuffix("No such file or directory") == true)
    }
  }

  /// A limit on the length of files stands for a full disk.
  @Test func `A file that can't be written whole is not there`() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let path = folder.path + "/file"
      try DurableFile.create(path, [1, 2, 3])
      signal(SIGXFSZ, SIG_IGN)
      let limited = Int32(RLIMIT_FSIZE.rawValue)
      var limit = rlimit()
      try #require(unsafe getrlimit(limited, &limit) == 0)
      let before = limit.rlim_cur
      limit.rlim_cur = 100
      try #require(unsafe setrlimit(limited, &limit) == 0)
      let tooLong = [UInt8](repeating: 1, count: 1000)
      let codes = [
        Self.code { try DurableFile.create(path + "1", tooLong) },
        Self.code { try DurableFile.replace(path + "2", with: tooLong) },
      ]
      limit.rlim_cur = before
      try #require(unsafe setrlimit(limited, &limit) == 0)
      #expect(codes == [EFBIG, EFBIG])
      #expect(folder.files().map(\.path) == [path])
    }
  }

  /// The code of the error that is thrown.
  private static func code(_ attempt: () throws -> Void) -> Int32? {
    do {
      try attempt()
      return nil
    } catch { return (error as? FileError)?.code }
  }

  private func inode() throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
  }
}
