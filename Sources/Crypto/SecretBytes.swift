internal import CSodium

/// A secret of any length in guarded memory, such as a passphrase; wiped when the last owner lets
/// go of it.
///
/// Safe: the memory is owned by this object and written by its initialiser alone.
@safe
package final class SecretBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  package let byteCount: Int

  /// - Parameters:
  ///   - capacity: how many bytes it holds at most.
  ///   - fill: appends the secret, where it lies from then on.
  /// - Throws: what `fill` throws; what was written until then is wiped.
  package init<Failure: Error>(
    capacity: Int, _ fill: (inout OutputRawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    Sodium.ready
    guard let allocated = unsafe sodium_malloc(max(1, capacity)) else {
      fatalError("out of memory for a secret")
    }
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: allocated, count: capacity)
    var output = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    do throws(Failure) { try fill(&output) } catch {
      unsafe sodium_free(allocated)
      throw error
    }
    unsafe memory = allocated
    byteCount = unsafe output.finalize(for: buffer)
  }

  deinit { unsafe sodium_free(memory) }

  /// The secret, for as long as it is borrowed.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      unsafe _overrideLifetime(
        RawSpan(_unsafeStart: memory, byteCount: byteCount), borrowing: self)
    }
  }
}
