public import Foundation

/// A feature whose decisions can be taken again from what they led to: commands themselves aren't
/// recorded.
///
/// What was refused left no event, so it can't be asked again.
public protocol Retraceable: Feature, SendableMetatype {
  /// The commands that may have led to an event: the one that did is the first from which the same
  /// event comes again.
  ///
  /// - Parameters:
  ///   - event: what was recorded.
  ///   - origin: who wanted it.
  /// - Returns: none for an event that doesn't tell, and for one that came along with another.
  static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>]
}

/// What a decision was about that was taken once.
public struct Cause<Command: Sendable>: Sendable {
  public let command: Command
  /// The name that was made for it; made again, the same events come of it.
  public let identifier: String?
  /// When it was decided; `nil` where the event doesn't say, and it's taken for when it was appended.
  public let at: Date?

  public init(_ command: Command, identifier: String? = nil, at: Date? = nil) {
    self.command = command
    self.identifier = identifier
    self.at = at
  }

  /// What a decision of then may know, under a policy.
  public func context(_ appended: Date, _ timeZone: TimeZone, _ policy: Policy) -> Context {
    // An identifier is a letter and the code.
    let code = identifier.map { String($0.dropFirst()) } ?? "00000000"
    return Context(now: at ?? appended, timeZone: timeZone, policy: policy) { code }
  }
}
