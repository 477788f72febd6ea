import Foundation
import LMDB
import TestSupport
import Testing

@Suite struct EnvironmentTests {
  let folder = TemporaryFolder()

  func environment() throws -> LMDB.Environment {
    try LMDB.Environment.open(folder.path + "/data.mdb")
  }

  @Test func `What is written is read after the commit`() throws {
    let environment = try environment()
    let table = try environment.write { transaction in
      let table = try transaction.openTable("t")
      try transaction.put([1, 2], for: [9], in: table)
      return table
    }
    let value = try environment.read { snapshot throws(LMDBError) -> [UInt8]? in
      guard let span = try snapshot.value(for: [9], in: table) else { return nil }
      return unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
    #expect(value == [1, 2])
  }

  @Test func `Another file in the place of an open one is another environment`() throws {
    let first = try environment()
    let table = try first.write { transaction in
      let table = try transaction.openTable("t")
      try transaction.put([1], for: [1], in: table)
      return table
    }
    for name in ["data.mdb", "data.mdb-lock"] {
      try FileManager.default.moveItem(
        atPath: folder.path + "/" + name, toPath: folder.path + "/old-" + name)
    }
    let second = try environment()
    #expect(second !== first)
    try #expect(LMDB.Environment.open(folder.path + "/old-data.mdb") === first)
    try #expect(environment() === second)
    let other = try second.write { try $0.openTable("t") }
    let counts = try [(first, table), (second, other)].map { environment, table in
      try environment.read { snapshot throws(LMDBError) in
        try snapshot.statistics(of: table).entries
      }
    }
    #expect(counts == [1, 0])
  }

  @Test func `A transaction that fails leaves no trace`() throws {
    struct Failure: Error {}
    let environment = try environment()
    let table = try environment.write { try $0.openTable("t") }
    #expect(throws: Failure.self) {
      try environment.write { transaction in
        try transaction.put([1], for: [1], in: table)
        throw Failure()
      }
    }
    let count = try environment.read { snapshot throws(LMDBError) in
      try snapshot.statistics(of: table).entries
    }
    #expect(count == 0)
  }

  @Test func `A value of two parts is stored as one, behind all others`() throws {
    let environment = try environment()
    let table = try environment.write { transaction in
      let table = try transaction.openTable("n", keys: .integers)
      try transaction.append([1, 2], [3], for: 7, in: table)
      try transaction.append([], [4], for: 8, in: table)
      #expect(throws: LMDBError.self) { try transaction.append([5], [], for: 6, in: table) }
      return table
    }
    var values: [[UInt8]] = []
    try environment.read { snapshot throws(LMDBError) in
      try snapshot.scan(table, from: nil) { _, value throws(LMDBError) in
        values.append(unsafe value.withUnsafeBytes { unsafe Array($0) })
        return true
      }
    }
    #expect(values == [[1, 2, 3], [4]])
  }

  @Test(arguments: [
    (nil, false), (3, false), (4, false), (9, false), (nil, true), (4, true), (0, true),
  ])
  func `A scan starts at the nearest key in its direction`(start: UInt64?, backwards: Bool) throws {
    let environment = try environment()
    let keys: [UInt64] = [1, 3, 5, 7]
    let table = try environment.write { transaction in
      let table = try transaction.openTable("n", keys: .integers)
      for key in keys { try transaction.put([0], for: key, in: table) }
      return table
    }
    var seen: [UInt64] = []
    try environment.read { snapshot throws(LMDBError) in
      try snapshot.scan(table, from: start, backwards: backwards) { key, _ throws(LMDBError) in
        seen.append(unsafe key.unsafeLoadUnaligned(as: UInt64.self))
        return true
      }
    }
    let expected =
      backwards
      ? keys.reversed().filter { $0 <= start ?? .max } : keys.filter { $0 >= start ?? 0 }
    #expect(seen == expected)
  }

  @Test func `A file that is no environment is refused`() throws {
    let path = folder.path + "/data.mdb"
    try Data(repeating: 0x41, count: 65_536).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LMDBError.self) { try LMDB.Environment.open(path) }
    #expect(error?.isNotLMDB == true)
  }
}
