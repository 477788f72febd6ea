/// Something in a log that is not as it must be.
public struct LogFault: Sendable, Hashable, CustomStringConvertible {
  /// The event it was found at; `nil` where it concerns the store as a whole.
  public let position: UInt64?
  /// Which structure, and what is wrong with it. It holds nothing of any event.
  public let what: String

  /// The place and what is wrong there, in one line.
  public var description: String {
    position.map { "position \($0): \(what)" } ?? what
  }
}
