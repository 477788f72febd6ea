internal import Glibc
internal import PortalCrypto

/// An open file, closed when it's let go.
struct OpenFile: ~Copyable, Sendable {
  let descriptor: Int32
  private let path: String

  /// - Parameter flags: those of `open(2)`; a file that is made can be read by its owner alone.
  init(_ path: String, _ flags: Int32) throws(FileError) {
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
    self.path = path
    guard descriptor >= 0 else { throw FileError(code: errno, action: "opening \(path)") }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func status() throws(FileError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(code: errno, action: "looking at \(path)")
    }
    return status
  }

  /// Reads a part; what lies beyond the end is missing.
  func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + done, buffer.count - done,
          range.lowerBound + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileError(code: errno, action: "reading \(path)") }
      if got == 0 { break }
      done += got
    }
    bytes.removeSubrange(done...)
    return bytes
  }

  /// Writes behind what was written before.
  func write(_ bytes: [UInt8]) throws(FileError) {
    try Self.write(bytes, to: descriptor, "writing \(path)")
  }

  /// Returns once what was written, or the names in the folder, are on the disk.
  func flush() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(code: errno, action: "flushing \(path)") }
  }

  /// Writes to any descriptor.
  ///
  /// - Parameter action: what an error says was tried.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ action: @autoclosure () -> String
  ) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + done, buffer.count - done)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw FileError(code: errno, action: action()) }
      done += put
    }
  }

  /// Reads what comes next from any descriptor: nothing at its end.
  static func read(
    upTo count: Int, from descriptor: Int32, _ action: @autoclosure () -> String
  ) throws(FileError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var got = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
      while got < 0, errno == EINTR {
        got = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
      }
      if got < 0 { code = errno }
      initialized = max(0, got)
    }
    guard code == 0 else { throw FileError(code: code, action: action()) }
    return bytes
  }
}
