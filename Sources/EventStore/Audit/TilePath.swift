/// Where a tile of a log lies (C2SP tlog-tiles).
package enum TilePath {
  /// How many hashes a tile has that is complete.
  package static let width: UInt64 = 256

  /// The path of a tile of hashes.
  ///
  /// - Parameters:
  ///   - level: 0 for the leaves.
  ///   - width: below 256 for a tile that isn't complete.
  package static func tile(level: Int, index: UInt64, width: UInt64) -> String {
    "tile/\(level)/\(path(of: index))\(suffix(width))"
  }

  /// The path of a bundle of entries.
  package static func entries(index: UInt64, width: UInt64) -> String {
    "tile/entries/\(path(of: index))\(suffix(width))"
  }

  private static func suffix(_ width: UInt64) -> String {
    width < Self.width ? ".p/\(width)" : ""
  }

  /// An index in elements of three digits, all but the last with an `x`: 1234067 is
  /// `x001/x234/067`.
  private static func path(of index: UInt64) -> String {
    var rest = index
    var path = digits(rest % 1000)
    while rest >= 1000 {
      rest /= 1000
      path = "x\(digits(rest % 1000))/\(path)"
    }
    return path
  }

  private static func digits(_ number: UInt64) -> String {
    let text = String(number)
    return String(repeating: "0", count: 3 - text.count) + text
  }

  /// How many complete nodes a tree has at a level of tiles.
  static func count(level: Int, of size: UInt64) -> UInt64 {
    level < 8 ? size >> UInt64(level * NodeStore.tileHeight) : 0
  }

  /// How wide a tile is in a tree of `count` nodes at its level.
  static func width(of index: UInt64, count: UInt64) -> UInt64 {
    min(width, count - index * width)
  }
}
