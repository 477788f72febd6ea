public import Foundation

/// Something in a log that is not as it must be.
public struct LogFault: Sendable, Hashable, CustomStringConvertible {
  /// The event it was found at; `nil` where it concerns the store as a whole.
  public let position: UInt64?
  /// The attachment it was found in; `nil` where it concerns none.
  public let attachment: UUID?
  /// Which structure, and what is wrong with it. It holds nothing of any event.
  public let what: String

  init(position: UInt64? = nil, attachment: UUID? = nil, what: String) {
    self.position = position
    self.attachment = attachment
    self.what = what
  }

  /// The place and what is wrong there, in one line.
  public var description: String {
    position.map { "position \($0): \(what)" } ?? what
  }
}
