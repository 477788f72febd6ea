import Foundation

/// A file of 512-byte slots that was written in full before the clock starts, so that a write
/// changes neither its size nor its blocks: the cheapest way to put a record on a disk.
///
/// The slots are a ring: number n stands in slot n modulo their count.
public final class SlotFile: Sendable {
  public static let slotByteCount = 512

  public let slotCount: Int
  private let descriptor: Int32

  /// - Parameter slotCount: how many slots the ring has.
  public init(path: String, slotCount: Int) throws {
    self.slotCount = slotCount
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw FileFailure(call: "open", number: errno) }
    let total = Self.slotByteCount * slotCount
    let zeros = [UInt8](repeating: 0, count: min(total, 1 << 20))
    for offset in stride(from: 0, to: total, by: zeros.count) {
      try put(zeros[...], at: offset)
    }
    try synchronize()
  }

  deinit { close(descriptor) }

  /// Writes whole slots from a number on.
  public func write(_ slots: [UInt8], at number: Int) throws {
    let start = number % slotCount * Self.slotByteCount
    let fits = min(slots.count, slotCount * Self.slotByteCount - start)
    try put(slots[..<fits], at: start)
    if fits < slots.count { try put(slots[fits...], at: 0) }
  }

  /// Reads slots into a buffer, up to the end of the ring.
  ///
  /// - Returns: how many slots were read.
  public func read(into slots: inout [UInt8], at number: Int, count: Int) throws -> Int {
    let first = number % slotCount
    let count = min(count, slotCount - first)
    let byteCount = count * Self.slotByteCount
    precondition(byteCount <= slots.count, "a buffer that is too short")
    let done = unsafe pread(descriptor, &slots, byteCount, off_t(first * Self.slotByteCount))
    guard done == byteCount else { throw FileFailure(call: "pread", number: errno) }
    return count
  }

  /// Returns once what was written is on the disk.
  public func synchronize() throws {
    #if canImport(Darwin)
      let code = fcntl(descriptor, F_FULLFSYNC)
    #else
      let code = fdatasync(descriptor)
    #endif
    guard code != -1 else { throw FileFailure(call: "fdatasync", number: errno) }
  }

  private func put(_ bytes: ArraySlice<UInt8>, at offset: Int) throws {
    let done = unsafe bytes.withUnsafeBytes { bytes in
      unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
    }
    guard done == bytes.count else { throw FileFailure(call: "pwrite", number: errno) }
  }
}

/// A call of the operating system that failed.
public struct FileFailure: Error, CustomStringConvertible {
  let call: String
  let number: Int32
  public var description: String { unsafe "\(call): \(String(cString: strerror(number)))" }
}
