internal import LMDB

extension EventLog {
  /// How large a log is, and who reads it.
  public struct Statistics: Sendable, Codable, Hashable {
    /// How many events there are.
    public let events: UInt64
    /// How many types, subjects and tags they can be found by.
    public let chains: Int
    /// How many subjects have keys or had them.
    public let subjects: Int
    /// How many bytes of the file are in use, free pages included.
    public let usedBytes: Int
    /// How many bytes of those lie in free pages, to be written anew.
    public let freeBytes: Int
    /// Up to what size the file may grow before its map is enlarged, in bytes.
    public let mapBytes: Int
    /// How many readers are at work, in all processes.
    public let readers: Int
    /// By how many commits the oldest reader is behind; what was freed since can't be used again.
    public let oldestReaderAge: Int

    /// How many bytes an event takes on average, everything counted.
    public var bytesPerEvent: Double {
      events == 0 ? 0 : Double(usedBytes - freeBytes) / Double(events)
    }
  }

  /// Measures the log.
  ///
  /// - Throws: what the operating system refused.
  public func statistics() throws(LogError) -> Statistics {
    let info = store.environment.info
    do {
      let ages = try store.environment.readers().compactMap(\.transaction)
        .map { info.lastTransaction - $0 }
      return try snapshot { store, snapshot in
        Statistics(
          events: try store.head(snapshot),
          chains: try snapshot.statistics(of: store.tables.chains).entries,
          subjects: try snapshot.statistics(of: store.tables.subjects).entries,
          usedBytes: (info.lastPage + 1) * info.pageSize,
          freeBytes: try snapshot.freePages() * info.pageSize, mapBytes: info.mapSize,
          readers: ages.count, oldestReaderAge: max(0, ages.max() ?? 0))
      }
    } catch { throw LogError(wrapping: error) }
  }
}
