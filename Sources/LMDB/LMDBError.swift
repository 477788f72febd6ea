internal import CLMDB
internal import Glibc

/// What LMDB answered where it did not do what was asked.
package struct LMDBError: Error, Equatable, CustomStringConvertible {
  /// The return code: an `MDB_…` constant, or an `errno` value where it is positive.
  package let code: Int32
  /// The name of the call that answered it.
  package let call: StaticString

  package static func == (lhs: LMDBError, rhs: LMDBError) -> Bool { lhs.code == rhs.code }

  package var description: String {
    // `mdb_strerror` answers a pointer to a static string for every code.
    "\(call): \(unsafe String(cString: mdb_strerror(code))) (\(code))"
  }

  /// What the operating system says of a file that can't grow: a full disk, a quota, a limit.
  package static let lackOfRoom = [ENOSPC, EDQUOT, EFBIG]

  package var isMapFull: Bool { code == MDB_MAP_FULL }
  package var isReadersFull: Bool { code == MDB_READERS_FULL }
  package var isNotLMDB: Bool { code == MDB_INVALID || code == MDB_VERSION_MISMATCH }
  package var isDamaged: Bool {
    code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND || code == MDB_PANIC
  }
}

/// The one border between C's return codes and Swift's errors.
func check(_ code: Int32, _ call: StaticString) throws(LMDBError) {
  guard code == MDB_SUCCESS else { throw LMDBError(code: code, call: call) }
}

/// The same for a look-up, in which not finding is an answer.
///
/// - Returns: whether something was found.
func found(_ code: Int32, _ call: StaticString) throws(LMDBError) -> Bool {
  if code == MDB_NOTFOUND { return false }
  try check(code, call)
  return true
}

extension LMDBError {
  /// For the modules above: a value that can't be what was stored.
  package static let damaged = LMDBError(code: MDB_CORRUPTED, call: "decode")
}
