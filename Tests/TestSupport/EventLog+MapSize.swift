package import EventStore

extension EventLog {
  /// Opens a log with a map of a size of the test's own, such as one that it soon outgrows.
  package static func open(_ path: String, mapSize: Int) throws(LogError) -> EventLog {
    var options = Options()
    options.mapSize = mapSize
    return try open(path, options: options)
  }

  /// Opens a log in which every group of appends is a commit of LMDB.
  package static func openWithoutJournal(_ path: String) throws(LogError) -> EventLog {
    var options = Options()
    options.journalSize = 0
    return try open(path, options: options)
  }
}
