internal import CLMDB

// Reading.

extension Snapshot {
  /// The value of a key. The bytes stay where LMDB mapped them, and live as long as the snapshot;
  /// in a write transaction, until its next write.
  @_lifetime(copy self)
  package func value(for key: RawSpan, in table: Table) throws(LMDBError) -> RawSpan? {
    var value = unsafe MDB_val()
    let code = unsafe withValue(of: key) { key in
      unsafe mdb_get(handle, table.handle, key, &value)
    }
    guard try found(code, "mdb_get") else { return nil }
    return unsafe _overrideLifetime(value.span, copying: self)
  }

  /// The value of a key.
  @_lifetime(copy self)
  package func value(for key: [UInt8], in table: Table) throws(LMDBError) -> RawSpan? {
    // Safe: a byte has no padding.
    try value(for: unsafe key.span.bytes, in: table)
  }

  /// The value of an integer key.
  @_lifetime(copy self)
  package func value(for key: UInt64, in table: Table) throws(LMDBError) -> RawSpan? {
    var value = unsafe MDB_val()
    let code = unsafe withValue(of: key) { key in
      unsafe mdb_get(handle, table.handle, key, &value)
    }
    guard try found(code, "mdb_get") else { return nil }
    return unsafe _overrideLifetime(value.span, copying: self)
  }

  /// The last key of a table of integers, or `nil` where it's empty.
  package func lastKey(in table: Table) throws(LMDBError) -> UInt64? {
    var last: UInt64?
    try scan(table, from: nil as UInt64?, backwards: true) { key, _ in
      last = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
      return false
    }
    return last
  }

  /// Walks a table of byte keys from the first key that is not before `start`.
  ///
  /// - Parameter body: takes key and value; answers whether to go on.
  package func scan<Failure: Error>(
    _ table: Table, from start: [UInt8],
    _ body: (_ key: RawSpan, _ value: RawSpan) throws(Failure) -> Bool,
    orElse wrap: (LMDBError) -> Failure
  ) throws(Failure) {
    try unsafe walk(table, wrap, body) { cursor, key, value in
      // LMDB knows no empty key, not even to start from.
      if start.isEmpty { return unsafe mdb_cursor_get(cursor, &key, &value, MDB_FIRST) }
      return unsafe withValue(of: start.span.bytes) { start in
        unsafe key = start.pointee
        return unsafe mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
      }
    } next: {
      MDB_NEXT
    }
  }

  /// Walks a table of integer keys from `start` (or an end), forwards or backwards.
  ///
  /// - Parameter body: takes key and value; answers whether to go on.
  package func scan<Failure: Error>(
    _ table: Table, from start: UInt64?, backwards: Bool = false,
    _ body: (_ key: RawSpan, _ value: RawSpan) throws(Failure) -> Bool,
    orElse wrap: (LMDBError) -> Failure
  ) throws(Failure) {
    try unsafe walk(table, wrap, body) { cursor, key, value in
      guard let start else {
        return unsafe mdb_cursor_get(cursor, &key, &value, backwards ? MDB_LAST : MDB_FIRST)
      }
      let code = unsafe withValue(of: start) { start in
        unsafe key = start.pointee
        return unsafe mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
      }
      guard backwards else { return code }
      // SET_RANGE stops at the first key not before `start`; backwards wants the last not after.
      if code == MDB_NOTFOUND { return unsafe mdb_cursor_get(cursor, &key, &value, MDB_LAST) }
      if code == MDB_SUCCESS, unsafe key.span.unsafeLoadUnaligned(as: UInt64.self) > start {
        return unsafe mdb_cursor_get(cursor, &key, &value, MDB_PREV)
      }
      return code
    } next: {
      backwards ? MDB_PREV : MDB_NEXT
    }
  }

  /// The same for a body that fails with nothing but `LMDBError`.
  package func scan(
    _ table: Table, from start: UInt64?, backwards: Bool = false,
    _ body: (_ key: RawSpan, _ value: RawSpan) throws(LMDBError) -> Bool
  ) throws(LMDBError) {
    try scan(table, from: start, backwards: backwards, body, orElse: { $0 })
  }

  private func walk<Failure: Error>(
    _ table: Table, _ wrap: (LMDBError) -> Failure,
    _ body: (_ key: RawSpan, _ value: RawSpan) throws(Failure) -> Bool,
    from first: (OpaquePointer, inout MDB_val, inout MDB_val) -> Int32,
    next: () -> MDB_cursor_op
  ) throws(Failure) {
    var opened: OpaquePointer?
    var key = unsafe MDB_val()
    var value = unsafe MDB_val()
    do throws(LMDBError) {
      try unsafe check(mdb_cursor_open(handle, table.handle, &opened), "mdb_cursor_open")
    } catch { throw wrap(error) }
    guard let cursor = unsafe opened else { return }
    defer { unsafe mdb_cursor_close(cursor) }
    var code = unsafe first(cursor, &key, &value)
    while true {
      do throws(LMDBError) {
        guard try found(code, "mdb_cursor_get") else { return }
      } catch { throw wrap(error) }
      guard unsafe try body(key.span, value.span) else { return }
      code = unsafe mdb_cursor_get(cursor, &key, &value, next())
    }
  }
}

// Writing.

extension WriteTransaction {
  /// Stores a value under a key, in the place of an earlier one.
  package borrowing func put(
    _ value: RawSpan, for key: RawSpan, in table: Table
  ) throws(LMDBError) {
    let code = unsafe withValue(of: key) { key in
      unsafe withValue(of: value) { value in unsafe mdb_put(handle, table.handle, key, value, 0) }
    }
    try check(code, "mdb_put")
  }

  /// Stores a value under a key, in the place of an earlier one.
  package borrowing func put(
    _ value: [UInt8], for key: [UInt8], in table: Table
  ) throws(LMDBError) {
    // Safe: a byte has no padding.
    unsafe try put(value.span.bytes, for: key.span.bytes, in: table)
  }

  /// Stores a value under an integer key, in the place of an earlier one.
  package borrowing func put(
    _ value: [UInt8], for key: UInt64, in table: Table
  ) throws(LMDBError) {
    let code = unsafe withValue(of: key) { key in
      unsafe withValue(of: value.span.bytes) { value in
        unsafe mdb_put(handle, table.handle, key, value, 0)
      }
    }
    try check(code, "mdb_put")
  }

  /// Stores a value of two parts under an integer key that is greater than every key of the table.
  package borrowing func append(
    _ start: [UInt8], _ rest: [UInt8], for key: UInt64, in table: Table
  ) throws(LMDBError) {
    var value = unsafe MDB_val()
    unsafe value.mv_size = start.count + rest.count
    let code = unsafe withValue(of: key) { key in
      unsafe mdb_put(handle, table.handle, key, &value, UInt32(MDB_APPEND | MDB_RESERVE))
    }
    try check(code, "mdb_put")
    // Safe: LMDB made room for both, in a page of this transaction.
    unsafe start.withUnsafeBytes { start in
      unsafe rest.withUnsafeBytes { rest in
        let room = unsafe UnsafeMutableRawBufferPointer(
          start: value.mv_data, count: start.count + rest.count)
        unsafe room.copyMemory(from: start)
        unsafe UnsafeMutableRawBufferPointer(rebasing: room[start.count...]).copyMemory(from: rest)
      }
    }
  }

  /// Removes a key.
  ///
  /// - Returns: whether it was there.
  @discardableResult
  package borrowing func remove(_ key: RawSpan, from table: Table) throws(LMDBError) -> Bool {
    let code = unsafe withValue(of: key) { key in
      unsafe mdb_del(handle, table.handle, key, nil)
    }
    return try found(code, "mdb_del")
  }

  /// Removes a key.
  ///
  /// - Returns: whether it was there.
  @discardableResult
  package borrowing func remove(_ key: [UInt8], from table: Table) throws(LMDBError) -> Bool {
    // Safe: a byte has no padding.
    try remove(unsafe key.span.bytes, from: table)
  }

  /// Empties a table.
  package borrowing func removeAll(from table: Table) throws(LMDBError) {
    try unsafe check(mdb_drop(handle, table.handle, 0), "mdb_drop")
  }
}

// The border itself: a span lent to C for the length of a call, and C's answer as a span.

extension MDB_val {
  /// The bytes that LMDB points to; valid as long as the transaction that answered them.
  var span: RawSpan {
    @_lifetime(immortal)
    get {
      unsafe _overrideLifetime(
        RawSpan(
          _unsafeStart: mv_data ?? UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped,
          byteCount: mv_size), copying: ())
    }
  }
}

/// Lends bytes to C. LMDB reads and never writes through a key or a stored value.
func withValue(
  of bytes: RawSpan, _ body: (UnsafeMutablePointer<MDB_val>) -> Int32
) -> Int32 {
  unsafe bytes.withUnsafeBytes { bytes in
    var value = unsafe MDB_val(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    return unsafe body(&value)
  }
}

/// The same for an integer key.
private func withValue(
  of integer: UInt64, _ body: (UnsafeMutablePointer<MDB_val>) -> Int32
) -> Int32 {
  var integer = integer
  return unsafe withUnsafeMutableBytes(of: &integer) { bytes in
    var value = unsafe MDB_val(mv_size: bytes.count, mv_data: bytes.baseAddress)
    return unsafe body(&value)
  }
}
