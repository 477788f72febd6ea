internal import Foundation
internal import Glibc
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// What an export wrote.
  public struct ExportReport: Sendable, Hashable {
    /// How many leaves the export has now.
    public let size: UInt64
    /// How many of them were new.
    public let added: UInt64
    /// The name of the log.
    public let origin: String
  }

  /// Writes the log's tree into a folder that programs written elsewhere verify: tiles, entries and a
  /// checkpoint (C2SP tlog-tiles). It holds no key, and nothing that an event says.
  ///
  /// In a folder with an earlier export of this log it writes what was added since; the checkpoint
  /// comes last, so that a run that was cut off is gone on with.
  ///
  /// - Parameters:
  ///   - folder: made where it is missing.
  ///   - progress: told how many of how many new leaves were written.
  /// - Throws: `invalid` where the folder holds another log; `forked` where this log is not the one
  ///   that was exported; what the operating system refused.
  @discardableResult
  public func export(
    to folder: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> ExportReport {
    do {
      let files = TileFile(folder: folder)
      let note = try store.checkpoint()
      let key = try store.checkpoints.verifierKey()
      let checkpoint = try Checkpoint(in: note, signedBy: [key])
      let earlier = try earlierExport(in: files, of: checkpoint)
      try files.replace("origin", with: Array("\(checkpoint.origin)\n".utf8))
      try files.replace("log.vkey", with: Array("\(key.text)\n".utf8))
      try exportEntries(from: earlier, to: checkpoint.size, files, progress)
      try exportTiles(from: earlier, to: checkpoint.size, files)
      sync()
      // One that was exported before may bear witnesses' signatures by now.
      if try files.read("checkpoints/\(checkpoint.size)") == nil {
        try files.replace("checkpoint", with: note.bytes)
        try files.replace("checkpoints/\(checkpoint.size)", with: note.bytes)
      }
      return ExportReport(
        size: checkpoint.size, added: checkpoint.size - earlier, origin: checkpoint.origin)
    } catch { throw LogError(wrapping: error) }
  }

  /// The size of the export that the folder holds, which must be of this log.
  private func earlierExport(in files: TileFile, of new: Checkpoint) throws -> UInt64 {
    if let origin = try files.line("origin"), origin != new.origin {
      throw LogError(.invalid, "\(files.folder) holds the export of another log; name another")
    }
    guard let bytes = try files.read("checkpoint") else { return 0 }
    let earlier = try store.checkpoints.verified(bytes, "\(files.folder)/checkpoint")
    try snapshot { store, snapshot in try store.check(earlier, snapshot) }
    return earlier.size
  }

  private func exportEntries(
    from earlier: UInt64, to size: UInt64, _ files: TileFile,
    _ progress: (_ done: UInt64, _ of: UInt64) -> Void
  ) throws {
    guard earlier < size else { return }
    for index in earlier / TilePath.width...(size - 1) / TilePath.width {
      let start = index * TilePath.width
      let width = TilePath.width(of: index, count: size)
      let leaves = try snapshot { store, snapshot in
        try store.leaves(start..<start + width, snapshot)
      }
      try files.write(
        TileFile.bundle(of: leaves), to: TilePath.entries(index: index, width: width))
      try files.write(
        leaves.flatMap { MerkleHash.leaf($0.rawSpan).bytes },
        to: TilePath.tile(level: 0, index: index, width: width))
      progress(start + width - min(start, earlier), size - min(start, earlier))
    }
  }

  private func exportTiles(from earlier: UInt64, to size: UInt64, _ files: TileFile) throws {
    for level in 1..<8 {
      let count = TilePath.count(level: level, of: size)
      let known = TilePath.count(level: level, of: earlier)
      guard known < count else { continue }
      for index in known / TilePath.width...(count - 1) / TilePath.width {
        let start = index * TilePath.width
        let width = TilePath.width(of: index, count: count)
        let bytes = try snapshot { store, snapshot in
          try (start..<start + width).flatMap { index in
            guard
              let row = try snapshot.value(
                for: Store.treeKey(level * NodeStore.tileHeight, index), in: store.tables.tree)
            else { throw MerkleError.missingNode(level: level * 8, index: index) }
            return row.array
          }
        }
        try files.write(bytes, to: TilePath.tile(level: level, index: index, width: width))
      }
    }
  }
}
