package import Foundation
internal import Synchronization

/// A clock that stands still until it's set.
package final class SettableClock: Sendable {
  private let instant: Mutex<Date>

  package init(_ instant: Date = DemonstrationStore.morning) {
    self.instant = Mutex(instant)
  }

  package var now: Date { instant.withLock { $0 } }

  package func advance(by seconds: TimeInterval) {
    instant.withLock { $0 = $0.addingTimeInterval(seconds) }
  }
}
