internal import CLMDB

extension Environment {
  /// A process that has a reader slot.
  package struct Reader: Sendable {
    package let process: Int32
    /// The commit that it reads; `nil` while it reads nothing.
    package let transaction: Int?
  }

  /// Who may be reading: stale slots of processes that died included.
  package func readers() throws(LMDBError) -> [Reader] {
    // LMDB tells of its readers as lines of text: process, thread, and transaction or "-".
    final class Lines { var text = "" }
    let lines = Lines()
    let code = unsafe mdb_reader_list(
      handle,
      { line, context in
        guard let line = unsafe line, let context = unsafe context else { return 0 }
        unsafe Unmanaged<Lines>.fromOpaque(context).takeUnretainedValue().text +=
          String(cString: line)
        return 0
      }, Unmanaged.passUnretained(lines).toOpaque())
    guard code >= 0 else { throw LMDBError(code: code, call: "mdb_reader_list") }
    return lines.text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count == 3, let process = Int32(fields[0]) else { return nil }
      return Reader(process: process, transaction: Int(fields[2]))
    }
  }
}

extension Snapshot {
  /// How many pages are free to be written anew.
  package func freePages() throws(LMDBError) -> Int {
    var count = 0
    // Table 0 is LMDB's own list: per commit the pages that it freed, their number first.
    let free = Table(handle: 0, keys: .integers)
    try scan(free, from: nil) { _, pages throws(LMDBError) in
      count += unsafe pages.unsafeLoadUnaligned(as: Int.self)
      return true
    }
    return count
  }
}
