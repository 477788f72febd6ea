/// A row where LMDB mapped it.
///
/// Safe as long as it is used within the snapshot that it was read from, and before that
/// transaction's next write: the bytes stay where they are until then.
@safe
struct MappedRow: @unchecked Sendable {
  private let start: UnsafeRawBufferPointer

  init(_ row: RawSpan) { unsafe start = row.withUnsafeBytes { unsafe $0 } }

  var bytes: RawSpan {
    @_lifetime(borrow self)
    get { unsafe _overrideLifetime(start.bytes, borrowing: self) }
  }
}
