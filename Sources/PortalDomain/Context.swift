public import Foundation

/// What a decision may know of the world outside the log.
public struct Context: Sendable {
  public let now: Date
  public let timeZone: TimeZone
  public let policy: Policy
  private let makeCode: @Sendable () -> String

  /// - Parameters:
  ///   - now: the instant of the decision.
  ///   - timeZone: the clinic's.
  ///   - policy: the numbers in force.
  ///   - makeCode: makes eight characters never made before.
  public init(
    now: Date, timeZone: TimeZone, policy: Policy, makeCode: @escaping @Sendable () -> String
  ) {
    self.now = now
    self.timeZone = timeZone
    self.policy = policy
    self.makeCode = makeCode
  }

  /// The day it is at the clinic.
  public var today: LocalDate { LocalDate(now, in: timeZone) }

  /// A new identifier.
  public func newIdentifier<Entity>(_ prefix: String) -> Identifier<Entity> {
    Identifier(prefix + makeCode())
  }
}
