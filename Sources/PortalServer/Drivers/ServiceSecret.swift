internal import Foundation

/// A secret that somebody else's service is asked with. It prints as dots, wherever it's printed.
public struct ServiceSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  let value: String

  /// A secret as it is.
  public init(_ value: String) { self.value = value }

  /// A secret that is named and not written: `env:NAME` for a variable of the environment, `file:PATH`
  /// for the first line of a file.
  ///
  /// - Throws: `ServiceSecretMissing`, which says which one and not what it is.
  public init(reference: String) throws(ServiceSecretMissing) {
    let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
    let found: String? =
      switch parts.first {
      case "env" where parts.count == 2: ProcessInfo.processInfo.environment[parts[1]]
      case "file" where parts.count == 2:
        (try? String(contentsOfFile: parts[1], encoding: .utf8))?
          .split(whereSeparator: \.isNewline).first.map(String.init)
      default: nil
      }
    guard let text = found?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
      throw ServiceSecretMissing(place: ["env", "file"].contains(parts.first) ? reference : nil)
    }
    value = text
  }

  public var description: String { "•••" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A secret that isn't where it's said to be.
public struct ServiceSecretMissing: Error, CustomStringConvertible {
  /// The reference; `nil` where it was none, and so may be the secret itself.
  let place: String?

  public var description: String {
    place.map { "there is no secret at \($0); set it, or name another place" }
      ?? "a secret is named and not written; use env:NAME or file:PATH"
  }
}
