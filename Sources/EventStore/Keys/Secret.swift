internal import PortalCrypto

/// A passphrase, or a key as text, in guarded memory; wiped when the last owner lets go of it.
public final class Secret: Sendable {
  let memory: SecretBytes

  /// - Parameters:
  ///   - capacity: how many bytes it holds at most.
  ///   - fill: appends the secret, where it lies from then on.
  /// - Throws: what `fill` throws; what was written until then is wiped.
  public init(
    capacity: Int, _ fill: (inout OutputRawSpan) throws(LogError) -> Void
  ) throws(LogError) {
    memory = try SecretBytes(capacity: capacity, fill)
  }

  /// Whether it holds nothing.
  public var isEmpty: Bool { memory.byteCount == 0 }

  /// Whether another secret is the same, found out in a time that tells nothing about it.
  ///
  /// - Parameter other: what it's compared with.
  public func isEqual(to other: Secret) -> Bool {
    let (one, two) = (memory, other.memory)
    return constantTimeEqual(one.bytes, two.bytes)
  }
}
