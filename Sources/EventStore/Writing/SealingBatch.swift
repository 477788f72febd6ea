internal import Dispatch
internal import PortalCrypto

/// Events that have their places and are sealed together: by whoever first needs their envelopes, the
/// thread that makes them durable or the writer itself.
final class SealingBatch: Sendable {
  let placed: [PlacedEvent]
  private let store: Store
  private let salts: [UInt8]
  private let sealed = Locked<[SealedPlace]?>(nil)

  /// - Parameter salts: as many as there are events.
  init(_ placed: [PlacedEvent], _ store: Store, salts: [UInt8]) {
    self.placed = placed
    self.store = store
    self.salts = salts
  }

  /// Begins on another core.
  func begin() {
    DispatchQueue.global(qos: .userInitiated).async { _ = self.places }
  }

  /// The events sealed, in their order.
  var places: [SealedPlace] {
    sealed.withLock { sealed in
      if let sealed { return sealed }
      let (placed, store, salts) = (placed, store, salts)
      let places = Parallel.map(placed.count) { index in
        placed[index].seal(store, salt: SaltSource.salt(index, of: salts.rawSpan))
      }
      sealed = places
      return places
    }
  }
}
