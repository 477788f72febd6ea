internal import Foundation

/// How much is tried. A normal run tries a part that shows the same of most faults; `make endurance`
/// sets `PORTAL_ENDURANCE` and tries all of it.
package enum Endurance {
  package static let isAll = ProcessInfo.processInfo.environment["PORTAL_ENDURANCE"] != nil

  /// How many steps a history at random has.
  package static func steps(_ some: Int, all: Int) -> Int { isAll ? all : some }

  /// Some of many cases, or all of them.
  ///
  /// - Parameter some: how many of the seeds, from the first.
  package static func seeds(_ some: UInt64, all: UInt64) -> [UInt64] {
    Array(1...(isAll ? all : some))
  }
}
