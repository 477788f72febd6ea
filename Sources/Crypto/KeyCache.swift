internal import CSodium

/// A bounded number of keys in one piece of guarded memory, looked up by identifier.
///
/// One allocation of libsodium costs several pages and system calls, so keys by the thousand
/// share one. The oldest makes way for the newest.
///
/// Safe: the memory is owned by this object and touched only under its lock.
@safe
package final class KeyCache: @unchecked Sendable {
  private struct State {
    var slots: [[UInt8]: Int] = [:]
    var owners: [[UInt8]?]
    var next = 0
  }

  private let capacity: Int
  private let memory: UnsafeMutableRawPointer
  private let state: Locked<State>

  /// - Parameter capacity: how many keys are kept at most.
  package init(capacity: Int) {
    Sodium.ready
    guard let allocated = unsafe sodium_malloc(capacity * SecretKey.byteCount) else {
      fatalError("out of memory for keys")
    }
    self.capacity = capacity
    unsafe memory = allocated
    state = Locked(State(owners: Array(repeating: nil, count: capacity)))
  }

  deinit { unsafe sodium_free(memory) }

  /// Takes a key out.
  ///
  /// - Parameter identifier: what it was stored under.
  package func key(for identifier: [UInt8]) -> SecretKey? {
    state.withLock { state in
      guard let slot = state.slots[identifier] else { return nil }
      return unsafe SecretKey(
        copying: RawSpan(_unsafeStart: address(of: slot), byteCount: SecretKey.byteCount))
    }
  }

  /// Runs `body` with a key in place, without copying it.
  ///
  /// - Returns: `nil` where the key is not here.
  package func withKey<Result, Failure: Error>(
    for identifier: [UInt8], _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    try state.withLock { state throws(Failure) in
      guard let slot = state.slots[identifier] else { return nil }
      return unsafe try body(
        RawSpan(_unsafeStart: address(of: slot), byteCount: SecretKey.byteCount))
    }
  }

  package func store(_ key: borrowing SecretKey, for identifier: [UInt8]) {
    state.withLock { state in
      let slot: Int
      if let present = state.slots[identifier] {
        slot = present
      } else {
        slot = state.next
        state.next = (slot + 1) % capacity
        if let evicted = state.owners[slot] { state.slots[evicted] = nil }
      }
      unsafe key.bytes.withUnsafeBytes { bytes in
        unsafe address(of: slot).copyMemory(
          from: bytes.baseAddress.unsafelyUnwrapped, byteCount: bytes.count)
      }
      state.owners[slot] = identifier
      state.slots[identifier] = slot
    }
  }

  /// Forgets a key and wipes its place.
  package func remove(_ identifier: [UInt8]) {
    state.withLock { state in
      guard let slot = state.slots.removeValue(forKey: identifier) else { return }
      state.owners[slot] = nil
      unsafe sodium_memzero(address(of: slot), SecretKey.byteCount)
    }
  }

  private func address(of slot: Int) -> UnsafeMutableRawPointer {
    unsafe memory + slot * SecretKey.byteCount
  }
}
