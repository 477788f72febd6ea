internal import Foundation
internal import PortalCrypto

/// The files of an export, below one folder.
struct TileFile {
  let folder: String

  /// A file's bytes; `nil` where there is none.
  func read(_ name: String, limit: Int = SignedNote.maximumByteCount) throws -> [UInt8]? {
    do throws(FileError) { return try DurableFile.read("\(folder)/\(name)", limit: limit) } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Writes a file whole, or not at all. It's durable once the checkpoint above it is.
  func write(_ bytes: [UInt8], to name: String) throws {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Puts a small file in the place of an earlier one, durable.
  func replace(_ name: String, with bytes: [UInt8]) throws {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try DurableFile.replace(path, with: bytes)
  }

  /// The line of a file of one line.
  func line(_ name: String) throws -> String? {
    guard let bytes = try read(name, limit: 4096) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// The sizes of the older checkpoints, the smallest first.
  func checkpoints() -> [UInt64] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/checkpoints")) ?? []
    return names.compactMap { UInt64($0) }.sorted()
  }

  /// The hashes of a tile.
  ///
  /// - Returns: `nil` where the tile is missing or has not so many.
  func hashes(level: Int, index: UInt64, width: UInt64) throws -> [MerkleHash]? {
    let size = Int(width) * MerkleHash.byteCount
    // What was partial once may be complete by now.
    for wide in width < TilePath.width ? [width, TilePath.width] : [width] {
      let name = TilePath.tile(level: level, index: index, width: wide)
      guard let bytes = try read(name), bytes.count == Int(wide) * MerkleHash.byteCount else {
        continue
      }
      return try stride(from: 0, to: size, by: MerkleHash.byteCount).map {
        try MerkleHash(bytes.rawSpan.extracting($0..<$0 + MerkleHash.byteCount))
      }
    }
    return nil
  }

  /// The leaves of a bundle.
  ///
  /// - Returns: `nil` where the bundle is missing or has not so many.
  func entries(index: UInt64, width: UInt64) throws -> [[UInt8]]? {
    for wide in width < TilePath.width ? [width, TilePath.width] : [width] {
      guard
        let bytes = try read(
          TilePath.entries(index: index, width: wide), limit: Int(wide) * (2 + 65_535)),
        let entries = Self.entries(in: bytes), entries.count == Int(wide)
      else { continue }
      return Array(entries.prefix(Int(width)))
    }
    return nil
  }

  /// Each leaf stands behind its length, two bytes.
  static func bundle(of leaves: [[UInt8]]) -> [UInt8] {
    var writer = ByteWriter(reserving: leaves.count * (2 + Leaf.byteCount))
    for leaf in leaves {
      writer.write(UInt16(leaf.count))
      writer.write(leaf)
    }
    return writer.bytes
  }

  private static func entries(in bytes: [UInt8]) -> [[UInt8]]? {
    var reader = ByteReader(bytes.rawSpan)
    var entries: [[UInt8]] = []
    while reader.offset < bytes.count {
      guard let count = reader.read(UInt16.self), let entry = reader.read(Int(count)) else {
        return nil
      }
      entries.append(entry)
    }
    return entries
  }

  /// The nodes of a tree, from its tiles.
  func node(
    level: Int, index: UInt64, size: UInt64, of nodes: inout NodeStore
  ) throws -> MerkleHash {
    var last: (level: Int, index: UInt64, hashes: [MerkleHash])?
    return try nodes.node(level: level, index: index) { leaves in
      try hashes(
        level: 0, index: leaves.lowerBound / TilePath.width,
        width: TilePath.width(of: leaves.lowerBound / TilePath.width, count: size)) ?? []
    } stored: { level, index in
      let (level, tile) = (level / NodeStore.tileHeight, index / TilePath.width)
      if last?.level != level || last?.index != tile {
        let width = TilePath.width(of: tile, count: TilePath.count(level: level, of: size))
        last = (level, tile, try hashes(level: level, index: tile, width: width) ?? [])
      }
      let place = Int(index % TilePath.width)
      return last.flatMap { place < $0.hashes.count ? $0.hashes[place] : nil }
    }
  }
}
