internal import Glibc

/// What the file system refused: an `errno` and what was tried.
package struct FileError: Error, Equatable, CustomStringConvertible {
  package let code: Int32
  package let action: String

  package init(code: Int32, action: String) {
    self.code = code
    self.action = action
  }

  package var description: String { "\(action): \(unsafe String(cString: strerror(code)))" }
  package var isMissing: Bool { code == ENOENT }
  package var isExisting: Bool { code == EEXIST }
}

/// Small files that hold keys: written through to the disk, readable by their owner alone.
package enum DurableFile {
  /// Makes a file that must not exist yet. Where that fails it doesn't exist then either.
  package static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let file = try open(path, O_CREAT | O_EXCL | O_WRONLY)
    defer { close(file) }
    do throws(FileError) {
      try put(bytes, to: file, at: 0, path)
      try flush(file, path)
      try flushFolder(of: path)
    } catch {
      unsafe unlink(path)
      throw error
    }
  }

  /// Overwrites parts of a file where they lie, so that nothing is left of what they were.
  package static func overwrite(
    _ path: String, _ parts: [(offset: Int, bytes: [UInt8])]
  ) throws(FileError) {
    let file = try open(path, O_WRONLY)
    defer { close(file) }
    for part in parts { try put(part.bytes, to: file, at: part.offset, path) }
    try flush(file, path)
  }

  /// Puts a file in the place of an earlier one: whoever reads sees the one or the other, whole.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let new = path + ".new"
    guard unsafe unlink(new) == 0 || errno == ENOENT else {
      throw FileError(code: errno, action: "removing \(new)")
    }
    try create(new, bytes)
    try rename(new, to: path)
  }

  /// Gives a file or folder another name.
  package static func rename(_ path: String, to new: String) throws(FileError) {
    guard unsafe Glibc.rename(path, new) == 0 else {
      throw FileError(code: errno, action: "renaming \(path)")
    }
    try flushFolder(of: new)
  }

  /// Takes a file away, where it is there.
  package static func remove(_ path: String) throws(FileError) {
    if unsafe unlink(path) == 0 { return try flushFolder(of: path) }
    guard errno == ENOENT else { throw FileError(code: errno, action: "removing \(path)") }
  }

  /// Makes the names in the folder of a file durable.
  private static func flushFolder(of path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let file = unsafe Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(code: errno, action: "opening \(folder)") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw FileError(code: errno, action: "flushing \(folder)") }
  }

  /// Reads a whole file.
  ///
  /// - Parameter limit: a longer file is read up to here and one byte more.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try open(path, O_RDONLY)
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else {
      throw FileError(code: errno, action: "looking at \(path)")
    }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)) + 1)
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          file, buffer.baseAddress.unsafelyUnwrapped + count, buffer.count - count, count)
      }
      guard got >= 0 else { throw FileError(code: errno, action: "reading \(path)") }
      if got == 0 { break }
      count += got
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  /// Makes a folder that its owner alone can enter; one that is there already is left as it is.
  package static func makeFolder(_ path: String) throws(FileError) {
    if unsafe mkdir(path, 0o700) == 0 { return try flushFolder(of: path) }
    guard errno == EEXIST else { throw FileError(code: errno, action: "making \(path)") }
  }

  /// The permission bits of a file.
  package static func permissions(of path: String) throws(FileError) -> UInt32 {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw FileError(code: errno, action: "looking at \(path)")
    }
    return status.st_mode & 0o777
  }

  private static func open(_ path: String, _ flags: Int32) throws(FileError) -> Int32 {
    let file = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileError(code: errno, action: "opening \(path)") }
    return file
  }

  private static func flush(_ file: Int32, _ path: String) throws(FileError) {
    guard fsync(file) == 0 else { throw FileError(code: errno, action: "flushing \(path)") }
  }

  /// Writes bytes at a place of an open file, all of them; they aren't flushed.
  ///
  /// - Parameter path: what the file is called where it can't be written.
  package static func put(
    _ bytes: [UInt8], to file: Int32, at offset: Int, _ path: String
  ) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(
          file, buffer.baseAddress.unsafelyUnwrapped + done, buffer.count - done, offset + done)
      }
      guard put > 0 else { throw FileError(code: errno, action: "writing \(path)") }
      done += put
    }
  }
}
