internal import CLMDB
internal import Glibc

/// What one transaction sees.
///
/// Safe: it can't outlive the transaction that it borrows from.
@safe
package struct Snapshot: ~Escapable {
  let handle: OpaquePointer

  @_lifetime(immortal)
  init(_ handle: OpaquePointer) { unsafe self.handle = handle }
}

extension Environment {
  /// Reads at one moment: everything in `body` sees the same state.
  ///
  /// There is no `await` inside, so a read transaction never outlives a step of its task.
  package func read<Result, Failure: Error>(
    _ body: (_ snapshot: borrowing Snapshot) throws(Failure) -> Result,
    orElse wrap: (LMDBError) -> Failure
  ) throws(Failure) -> Result {
    let transaction: OpaquePointer
    do throws(LMDBError) { unsafe transaction = try begin(UInt32(MDB_RDONLY)) } catch {
      throw wrap(error)
    }
    defer {
      unsafe mdb_txn_abort(transaction)
      gate.leave()
    }
    let snapshot = unsafe Snapshot(transaction)
    return try body(snapshot)
  }

  /// The same for a body that fails with nothing but `LMDBError`.
  package func read<Result>(
    _ body: (_ snapshot: borrowing Snapshot) throws(LMDBError) -> Result
  ) throws(LMDBError) -> Result {
    try read(body, orElse: { $0 })
  }

  /// Begins the one write transaction; waits while another thread or process has it.
  package func beginWrite() throws(LMDBError) -> WriteTransaction {
    unsafe WriteTransaction(environment: self, handle: try begin(0))
  }

  /// Writes: everything in `body` is durable and visible once this returns, and where `body`
  /// throws, nothing of it ever was.
  package func write<Result>(
    _ body: (_ transaction: borrowing WriteTransaction) throws -> Result
  ) throws -> Result {
    let transaction = try beginWrite()
    let result = try body(transaction)
    try transaction.commit()
    return result
  }

  /// Begins a transaction and enters the gate, which is left when it ends.
  private func begin(_ flags: UInt32) throws(LMDBError) -> OpaquePointer {
    var begun: OpaquePointer?
    gate.enter()
    var code = unsafe mdb_txn_begin(handle, nil, flags, &begun)
    if code == MDB_READERS_FULL {
      _ = try? clearStaleReaders()
      code = unsafe mdb_txn_begin(handle, nil, flags, &begun)
    }
    while code == MDB_MAP_RESIZED {
      gate.leave()
      try adoptSize()
      gate.enter()
      code = unsafe mdb_txn_begin(handle, nil, flags, &begun)
    }
    guard code == MDB_SUCCESS, let transaction = unsafe begun else {
      gate.leave()
      throw LMDBError(code: code, call: "mdb_txn_begin")
    }
    return unsafe transaction
  }
}

/// The one transaction that writes. Dropped without ``commit()``, it leaves no trace.
///
/// Safe: the compiler lets nobody use it after ``commit()``, and its pointer stays in here.
@safe
package struct WriteTransaction: ~Copyable {
  let environment: Environment
  /// Valid until ``commit()`` or the end of this value, whichever comes first.
  private var open: OpaquePointer?

  init(environment: Environment, handle: OpaquePointer) {
    self.environment = environment
    unsafe open = handle
  }

  deinit {
    if let open = unsafe open {
      unsafe mdb_txn_abort(open)
      environment.gate.leave()
    }
  }

  /// Every use but the last comes before ``commit()`` consumes the value.
  var handle: OpaquePointer { unsafe open.unsafelyUnwrapped }

  /// What this transaction sees: the last commit and its own writes.
  package var snapshot: Snapshot {
    @_lifetime(borrow self)
    get { unsafe _overrideLifetime(Snapshot(handle), borrowing: self) }
  }

  /// Makes everything written durable and visible, all of it or, where it throws, nothing.
  package consuming func commit() throws(LMDBError) {
    let transaction = unsafe handle
    unsafe open = nil
    defer { environment.gate.leave() }
    var code = unsafe mdb_txn_commit(transaction)
    // LMDB calls it an input/output error too where the disk had room for a part of a write.
    if code == EIO { code = environment.whyFull() ?? code }
    try check(code, "mdb_txn_commit")
  }
}
