internal import CLMDB
internal import Glibc

/// A look at a data file's two meta pages before LMDB takes their word for everything: a page size
/// of zero, a root that is none, or an end that was cut off would end the process.
///
/// Offsets are those of LMDB 0.9: a page's header of 16 bytes, then `MDB_meta`.
enum MetaPages {
  private static let byteCount = 152

  private struct Meta {
    let pageSize: UInt32
    let roots: [UInt64]
    let lastPage: UInt64
    let transaction: UInt64

    var isPlausible: Bool {
      (1..<1 << 40).contains(lastPage) && roots.allSatisfy { $0 >= 2 && $0 <= lastPage }
    }

    init(_ bytes: RawSpan) {
      pageSize = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 40, as: UInt32.self)
      // No root at all has every bit set.
      roots = [80, 128].map {
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: $0, as: UInt64.self)
      }.filter { $0 != .max }
      lastPage = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 136, as: UInt64.self)
      transaction = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 144, as: UInt64.self)
    }
  }

  /// - Throws: `LMDBError` for what LMDB would not survive. All else it finds itself.
  static func check(_ path: String) throws(LMDBError) {
    let file = unsafe open(path, O_RDWR | O_CLOEXEC)
    // LMDB says why, or makes the file.
    guard file >= 0 else { return }
    defer { close(file) }
    guard let first = read(file, at: 0) else { return }
    guard (256...65_536).contains(first.pageSize), first.pageSize.nonzeroBitCount == 1 else {
      throw LMDBError(code: MDB_INVALID, call: "open")
    }
    var newest = newest(file, first.pageSize)
    // Another process may be writing one of them just now.
    for _ in 0..<3 where newest?.isPlausible == false {
      usleep(1000)
      newest = self.newest(file, first.pageSize)
    }
    // LMDB refuses a file that ends within them.
    guard let newest else { return }
    guard newest.isPlausible else { throw LMDBError(code: MDB_CORRUPTED, call: "open") }
    // Pages that were never written may lie at the end, so a file that is short needn't be damaged.
    // But its map must not reach beyond it: what is missing then reads as zeros, which no page is.
    let length = (Int(newest.lastPage) + 1) * Int(first.pageSize)
    if lseek(file, 0, SEEK_END) < length, ftruncate(file, length) != 0 {
      throw LMDBError(code: errno, call: "ftruncate")
    }
  }

  private static func newest(_ file: Int32, _ pageSize: UInt32) -> Meta? {
    guard let first = read(file, at: 0), let second = read(file, at: Int(pageSize)) else {
      return nil
    }
    return second.transaction > first.transaction ? second : first
  }

  private static func read(_ file: Int32, at offset: Int) -> Meta? {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    guard unsafe pread(file, &bytes, byteCount, off_t(offset)) == byteCount else { return nil }
    return unsafe Meta(bytes.span.bytes)
  }
}
