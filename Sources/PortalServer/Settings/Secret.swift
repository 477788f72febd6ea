/// What must not be shown: it prints as dots, whatever it's put into.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  let value: String

  /// - Parameter value: what must not be shown.
  public init(_ value: String) { self.value = value }

  public var description: String { "…" }
  public var debugDescription: String { "…" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
