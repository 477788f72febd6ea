internal import CSodium

/// Guarded memory for many small secrets of one kind.
///
/// One allocation of libsodium costs several pages and system calls, so secrets by the thousand
/// share some. A place is wiped when its owner lets go of it, and used again.
final class KeySlab: Sendable {
  /// Where a secret lies.
  ///
  /// Safe: it belongs to one key at a time, which says so itself.
  @safe
  struct Place: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
  }

  private let size: Int
  private let blockCount: Int
  private let free = Locked(Free())

  /// The places that nobody has.
  private struct Free {
    var places: [Place] = []
    #if DEBUG
      /// The same again: a place given back twice would be two secrets' place.
      var addresses: Set<UInt> = []
    #endif
  }

  /// - Parameters:
  ///   - size: the bytes of a secret.
  ///   - blockCount: for how many secrets memory is taken at a time.
  init(size: Int, blockCount: Int) {
    self.size = size
    self.blockCount = blockCount
  }

  /// A free place.
  func take() -> Place {
    free.withLock { free in
      if free.places.isEmpty { free.places = newBlock() }
      let place = free.places.removeLast()
      #if DEBUG
        unsafe free.addresses.remove(UInt(bitPattern: place.address))
      #endif
      return place
    }
  }

  /// Wipes a place and gives it back.
  func giveBack(_ place: Place) {
    unsafe sodium_memzero(place.address, size)
    free.withLock { free in
      #if DEBUG
        let isNew = unsafe free.addresses.insert(UInt(bitPattern: place.address)).inserted
        precondition(isNew, "a secret's place was given back twice")
      #endif
      free.places.append(place)
    }
  }

  private func newBlock() -> [Place] {
    Sodium.ready
    guard let block = unsafe sodium_malloc(blockCount * size) else {
      fatalError("out of memory for keys")
    }
    return (0..<blockCount).map { unsafe Place(address: block + $0 * size) }
  }
}
