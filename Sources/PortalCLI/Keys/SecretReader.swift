import Foundation

/// Reads a secret from a file descriptor, byte by byte, so that it lies nowhere but where it goes.
struct SecretReader {
  /// What is read.
  let descriptor: Int32
  /// A file descriptor that ends the reading once it can be read itself.
  var interruption: Int32 = -1
  /// When the reading ends at the latest.
  var deadline: ContinuousClock.Instant?

  /// How the reading ended.
  enum Outcome: Equatable {
    /// A line ended.
    case line
    /// There is no more.
    case end
    /// There is more than there is room for.
    case tooLong
    case timeout
    case interrupted
    case failed(Int32)
  }

  /// Appends what comes, to the end, or to the end of a line.
  func read(into secret: inout OutputRawSpan, isLine: Bool) -> Outcome {
    while true {
      var waits = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
      ]
      let ready = unsafe poll(&waits, 2, timeout)
      if ready < 0, errno == EINTR { continue }
      guard ready >= 0 else { return .failed(errno) }
      guard ready > 0 else { return .timeout }
      guard waits[1].revents == 0 else { return .interrupted }
      var byte: UInt8 = 0
      let got = unsafe Foundation.read(descriptor, &byte, 1)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return .failed(errno) }
      if got == 0 { return .end }
      if isLine, byte == UInt8(ascii: "\n") { return .line }
      guard secret.freeCapacity > 0 else { return .tooLong }
      secret.append(byte)
    }
  }

  /// What is left until the deadline, in milliseconds; -1 for ever.
  private var timeout: Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    return Int32(clamping: max(0, Int64((left / .milliseconds(1)).rounded(.up))))
  }
}
