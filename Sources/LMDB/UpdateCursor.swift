internal import CLMDB

extension WriteTransaction {
  /// Lends out a cursor that finds a key and changes its value by one walk down the tree.
  package borrowing func withUpdateCursor(
    in table: Table, _ body: (borrowing UpdateCursor) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    var opened: OpaquePointer?
    try unsafe check(mdb_cursor_open(handle, table.handle, &opened), "mdb_cursor_open")
    guard let cursor = unsafe opened else { throw .damaged }
    defer { unsafe mdb_cursor_close(cursor) }
    try body(unsafe UpdateCursor(cursor))
  }
}

/// A place in a table of byte keys, for a key's value and then another in its place.
///
/// Safe: it's lent for the length of a call alone, in which its transaction is open.
@safe
package struct UpdateCursor: ~Copyable {
  private let cursor: OpaquePointer

  fileprivate init(_ cursor: OpaquePointer) { unsafe self.cursor = cursor }

  /// Goes to a key.
  ///
  /// - Returns: its value, which lives until the transaction's next write; `nil` where there is none.
  @_lifetime(borrow self)
  package borrowing func value(for key: RawSpan) throws(LMDBError) -> RawSpan? {
    var value = unsafe MDB_val()
    let code = unsafe withValue(of: key) { key in
      unsafe mdb_cursor_get(cursor, key, &value, MDB_SET)
    }
    guard try found(code, "mdb_cursor_get") else { return nil }
    return unsafe _overrideLifetime(value.span, borrowing: self)
  }

  /// Stores a value under the key that the cursor went to last.
  ///
  /// - Parameter isThere: whether ``value(for:)`` found one.
  package borrowing func put(
    _ value: RawSpan, for key: RawSpan, inPlace isThere: Bool
  ) throws(LMDBError) {
    let code = unsafe withValue(of: key) { key in
      unsafe withValue(of: value) { value in
        unsafe mdb_cursor_put(cursor, key, value, isThere ? UInt32(MDB_CURRENT) : 0)
      }
    }
    try check(code, "mdb_cursor_put")
  }
}
