internal import CSodium

/// Guarded memory for many small secrets.
///
/// One allocation of libsodium costs several pages and system calls, so secrets by the thousand
/// share one. A place is wiped when its owner lets go of it.
///
/// Safe: a place belongs to one ``EnvelopeKey`` at a time; the list of free ones is behind a lock.
@safe
package final class KeySlab: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  private let size: Int
  private let free: Locked<[Int]>

  /// - Parameters:
  ///   - count: how many secrets it holds at most.
  ///   - size: the bytes of a secret.
  init(count: Int, size: Int) {
    Sodium.ready
    guard let allocated = unsafe sodium_malloc(count * size) else {
      fatalError("out of memory for keys")
    }
    unsafe memory = allocated
    self.size = size
    free = Locked(Array((0..<count).reversed()))
  }

  deinit { unsafe sodium_free(memory) }

  /// A free place; `nil` where all are taken.
  func take() -> Int? { free.withLock { $0.popLast() } }

  func giveBack(_ place: Int) {
    unsafe sodium_memzero(address(of: place), size)
    free.withLock { $0.append(place) }
  }

  func address(of place: Int) -> UnsafeMutableRawPointer { unsafe memory + place * size }
}
