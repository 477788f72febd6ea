internal import Dispatch
internal import Foundation

/// Work on many things at once, one share a core.
package enum Parallel {
  private static let cores = ProcessInfo.processInfo.activeProcessorCount
  /// From how many on another core pays: waking it costs as much as sealing a few events.
  package static let threshold = 32
  /// How many a core takes at a time, so that one that comes late finds work and none waits long.
  package static let share = 16

  /// - Parameters:
  ///   - count: how many elements there are.
  ///   - threshold: from how many on another core is woken.
  ///   - share: how many a core takes at a time.
  ///   - transform: makes the element of an index; it is called on several threads.
  /// - Returns: the elements, in the order of their indices.
  package static func map<Element>(
    _ count: Int, threshold: Int = threshold, share: Int = share,
    _ transform: @Sendable (Int) -> Element
  ) -> [Element] {
    guard count >= threshold, cores > 1 else { return (0..<count).map(transform) }
    return unsafe [Element](unsafeUninitializedCapacity: count) { elements, initialized in
      // Each share is written by one core, and all are written.
      nonisolated(unsafe) let places = unsafe elements
      DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { number in
        for index in number * share..<min(count, (number + 1) * share) {
          unsafe places.initializeElement(at: index, to: transform(index))
        }
      }
      initialized = count
    }
  }
}
