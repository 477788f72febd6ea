import ArgumentParser
import Foundation

/// A password or PIN that staff give: from a file descriptor, the environment, or a person at the
/// terminal with the echo off; never from the command line, where others would see it.
enum StaffSecret {
  private static let limit = 1024

  /// - Parameters:
  ///   - descriptor: a file descriptor whose first line it is.
  ///   - variable: an environment variable that may hold it.
  ///   - question: what a person is asked.
  ///   - isNew: whether to ask twice, so that a typing error locks nobody out.
  /// - Returns: `nil` where there is nobody to ask.
  static func read(
    from descriptor: Int32?, variable: String? = nil, asking question: String, isNew: Bool = false
  ) throws -> String? {
    if let descriptor { return try line(from: descriptor, interruption: -1) }
    if let value = variable.flatMap({ ProcessInfo.processInfo.environment[$0] }) { return value }
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    guard let first = try answer(to: question) else { return nil }
    guard isNew else { return first }
    guard try answer(to: "The same once more: ") == first else {
      throw Complaint("the two differ; try again")
    }
    return first
  }

  private static func answer(to question: String) throws -> String? {
    while true {
      let terminal = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard terminal >= 0 else { return nil }
      defer { close(terminal) }
      var given = Result<String, any Error> { "" }
      let signal = SilentTerminal.with(terminal) { interruption in
        FileHandle(fileDescriptor: terminal).write(Data(question.utf8))
        given = Result { try line(from: terminal, interruption: interruption) }
      }
      guard let signal else { return try given.get() }
      // Now that the echo is on again, it does what it does elsewhere. Whoever was only stopped is
      // asked again.
      SilentTerminal.raise(signal)
    }
  }

  private static func line(from descriptor: Int32, interruption: Int32) throws -> String {
    var bytes: [UInt8] = []
    while true {
      var waits = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
      ]
      let ready = unsafe poll(&waits, 2, -1)
      if ready < 0, errno == EINTR { continue }
      guard waits[1].revents == 0 else { return "" }
      var byte: UInt8 = 0
      let count = unsafe Foundation.read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Complaint("file descriptor \(descriptor) isn't open for reading")
      }
      guard count > 0, byte != UInt8(ascii: "\n") else { break }
      guard bytes.count < limit else {
        throw Complaint("that is longer than \(limit) bytes; take a shorter one")
      }
      bytes.append(byte)
    }
    guard !bytes.isEmpty else { throw Complaint("nothing was given; try again") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
