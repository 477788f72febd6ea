internal import CLMDB

/// A named table of an environment: keys in order, one value each.
package struct Table: Sendable {
  let handle: MDB_dbi
  let keys: Keys

  /// How a table orders its keys.
  package enum Keys: Sendable {
    /// Byte strings, compared byte by byte.
    case bytes
    /// 64-bit unsigned integers in the machine's own order.
    case integers
  }

  /// How many entries and pages a table has.
  package struct Statistics: Sendable {
    package let entries: Int
    package let depth: Int
    package let branchPages: Int
    package let leafPages: Int
    package let overflowPages: Int
  }
}

extension WriteTransaction {
  /// Opens a table, making it where it is missing. Tables stay open as long as the environment.
  package borrowing func openTable(
    _ name: String, keys: Table.Keys = .bytes
  ) throws(LMDBError) -> Table {
    var flags = UInt32(MDB_CREATE)
    if keys == .integers { flags |= UInt32(MDB_INTEGERKEY) }
    var opened: MDB_dbi = 0
    try unsafe check(mdb_dbi_open(handle, name, flags, &opened), "mdb_dbi_open")
    return Table(handle: opened, keys: keys)
  }
}

extension Snapshot {
  /// The names of the tables.
  package func tableNames() throws(LMDBError) -> [String] {
    var names: [String] = []
    // Table 1 is LMDB's own: the named tables under their names.
    let tables = Table(handle: 1, keys: .bytes)
    try scan(tables, from: []) { name, _ throws(LMDBError) in
      names.append(unsafe name.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
      return true
    } orElse: {
      $0
    }
    return names
  }

  package func statistics(of table: Table) throws(LMDBError) -> Table.Statistics {
    var stat = MDB_stat()
    try unsafe check(mdb_stat(handle, table.handle, &stat), "mdb_stat")
    return Table.Statistics(
      entries: stat.ms_entries, depth: Int(stat.ms_depth), branchPages: stat.ms_branch_pages,
      leafPages: stat.ms_leaf_pages, overflowPages: stat.ms_overflow_pages)
  }
}
