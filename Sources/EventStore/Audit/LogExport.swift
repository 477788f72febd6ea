internal import Foundation
internal import PortalCrypto

/// An export of a log, which anybody verifies who has the log's verifier key: no store, no other key.
public struct LogExport: Sendable {
  let path: String
  var files: TileFile { TileFile(folder: path) }

  /// - Parameter path: the folder that ``EventLog/export(to:progress:)`` wrote.
  public init(_ path: String) { self.path = path }

  /// The key that lies in the export itself. It proves nothing of where the export came from; compare
  /// it with one that was had before.
  ///
  /// - Throws: `invalid` where there is none.
  public func verifierKey() throws(LogError) -> String {
    do {
      guard let line = try files.line("log.vkey") else {
        throw LogError(.invalid, "there is no export in \(path): log.vkey is missing")
      }
      return line
    } catch { throw LogError(wrapping: error) }
  }

  /// Holds every file against the leaves, and the leaves against the checkpoints.
  ///
  /// - Parameters:
  ///   - key: the log's verifier key.
  ///   - progress: told how many leaves of how many were looked at.
  /// - Returns: what is not as it must be, with the file; nothing for a sound export.
  /// - Throws: `invalid` where the key is none, or what the operating system refused.
  public func faults(
    key: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> [LogFault] {
    do {
      let key = try Self.verifierKey(key)
      guard let bytes = try files.read("checkpoint") else {
        return [LogFault(what: "checkpoint: is missing")]
      }
      var checker = ExportChecker(files)
      guard let checkpoint = checker.checkpoint(bytes, "checkpoint", key) else {
        return checker.faults
      }
      try checker.check(checkpoint, key, progress)
      return checker.faults
    } catch { throw LogError(wrapping: error) }
  }

  /// The size that the checkpoint states, whoever signed it.
  public var statedSize: UInt64? {
    guard let text = try? files.read("checkpoint").map({ String(decoding: $0, as: UTF8.self) })
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 1 ? UInt64(lines[1]) : nil
  }

  static func verifierKey(_ text: String) throws -> VerifierKey {
    do throws(NoteError) { return try VerifierKey(text) } catch {
      throw LogError(.invalid, "the text is no verifier key; it's in 'log.vkey' of an export")
    }
  }
}

/// Walks an export's entries once, and holds against them all else.
private struct ExportChecker {
  private let files: TileFile
  private(set) var faults: [LogFault] = []
  private var range = CompactRange()
  private var nodes: [Int: [MerkleHash]] = [:]
  /// What was signed earlier, the smallest first.
  private var earlier: [Checkpoint] = []

  init(_ files: TileFile) { self.files = files }

  /// Reads a checkpoint; where it is none of this log, that is a fault.
  mutating func checkpoint(
    _ bytes: [UInt8], _ name: String, _ key: VerifierKey
  ) -> Checkpoint? {
    do throws(NoteError) {
      let checkpoint = try Checkpoint(in: SignedNote(parsing: bytes), signedBy: [key])
      guard checkpoint.origin == key.name else { throw .malformedCheckpoint }
      return checkpoint
    } catch {
      report("\(name): was changed, or was not signed by the log's key")
      return nil
    }
  }

  mutating func check(
    _ checkpoint: Checkpoint, _ key: VerifierKey,
    _ progress: (_ done: UInt64, _ of: UInt64) -> Void
  ) throws {
    for size in files.checkpoints() {
      let name = "checkpoints/\(size)"
      guard let bytes = try files.read(name), let old = self.checkpoint(bytes, name, key) else {
        continue
      }
      if old.size > checkpoint.size {
        report("checkpoint: the log was signed up to \(old.size) already, this one is older")
      } else if old.size != size {
        report("\(name): is the checkpoint of another size")
      } else {
        earlier.append(old)
      }
    }
    compareEarlier()
    let bundles = (checkpoint.size + TilePath.width - 1) / TilePath.width
    for index in 0..<bundles {
      guard try checkBundle(index, of: checkpoint.size) else { return }
      progress(range.size, checkpoint.size)
    }
    try checkTiles(of: checkpoint.size)
    if range.root != checkpoint.root {
      report("checkpoint: its root is not that of the entries")
    }
  }

  /// - Returns: whether the next bundle can be looked at.
  private mutating func checkBundle(_ index: UInt64, of size: UInt64) throws -> Bool {
    let width = TilePath.width(of: index, count: size)
    let entriesName = TilePath.entries(index: index, width: width)
    let tileName = TilePath.tile(level: 0, index: index, width: width)
    guard let entries = try files.entries(index: index, width: width) else {
      report("\(entriesName): is missing, or has not \(width) entries")
      return false
    }
    let hashes = try files.hashes(level: 0, index: index, width: width)
    if hashes == nil { report("\(tileName): is missing, or has not \(width) hashes") }
    for (offset, entry) in entries.enumerated() {
      let position = index * TilePath.width + UInt64(offset) + 1
      if entry.count != Leaf.byteCount || entry.rawSpan.integer(at: 4) != position {
        report("\(entriesName): the entry is not that of its position", at: position)
      }
      let hash = MerkleHash.leaf(entry.rawSpan)
      if let hashes, hashes[offset] != hash {
        report("\(tileName): the hash and the entry differ", at: position)
      }
      range.append(hash) { level, _, hash in
        nodes[level / NodeStore.tileHeight, default: []].append(hash)
      }
      compareEarlier()
    }
    return true
  }

  private mutating func compareEarlier() {
    while let old = earlier.first, old.size == range.size {
      if old.root != range.root {
        report("checkpoints/\(old.size): the log was rewritten since it was signed")
      }
      earlier.removeFirst()
    }
  }

  private mutating func checkTiles(of size: UInt64) throws {
    for (level, hashes) in nodes.sorted(by: { $0.key < $1.key }) {
      let count = UInt64(hashes.count)
      for index in 0...(count - 1) / TilePath.width {
        let width = TilePath.width(of: index, count: count)
        let start = Int(index * TilePath.width)
        let stored = try files.hashes(level: level, index: index, width: width)
        if stored != Array(hashes[start..<start + Int(width)]) {
          report(
            "\(TilePath.tile(level: level, index: index, width: width)): is missing, or has other "
              + "hashes than the entries")
        }
      }
    }
  }

  private mutating func report(_ what: String, at position: UInt64? = nil) {
    faults.append(LogFault(position: position, what: what))
  }
}
