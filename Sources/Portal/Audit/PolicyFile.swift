public import Foundation
public import PortalDomain

extension Policy {
  /// The policy with some of its numbers changed.
  ///
  /// - Parameter json: an object of those that change, as they stand in ``json()``: `{"billing":
  ///   {"lateFeeGraceDays": 5}}`.
  /// - Throws: ``PolicyError`` where it's no JSON, names what there isn't, or has a wrong value.
  public func changed(by json: Data) throws -> Policy {
    guard let changes = try? JSONSerialization.jsonObject(with: json) as? [String: Any] else {
      throw PolicyError(what: "the policy is no JSON object")
    }
    guard let known = try JSONSerialization.jsonObject(with: self.json()) as? [String: Any] else {
      preconditionFailure("a policy is written as an object")
    }
    let merged = try JSONSerialization.data(withJSONObject: Self.merge(changes, into: known, ""))
    do { return try JSONDecoder().decode(Policy.self, from: merged) } catch let error
      as DecodingError
    {
      throw PolicyError(what: "\(Self.place(of: error)) has a value that doesn't fit")
    }
  }

  /// All of the policy's numbers, as JSON.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  private static func merge(
    _ changes: [String: Any], into known: [String: Any], _ path: String
  ) throws -> [String: Any] {
    var merged = known
    for (name, value) in changes {
      guard let old = known[name] else {
        throw PolicyError(what: "a policy has no \(path)\(name)")
      }
      if let old = old as? [String: Any], let value = value as? [String: Any] {
        merged[name] = try merge(value, into: old, "\(path)\(name).")
      } else {
        merged[name] = value
      }
    }
    return merged
  }

  private static func place(of error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
    return path.isEmpty ? "something" : path
  }
}

/// What is wrong with a policy that somebody wrote.
public struct PolicyError: Refusal {
  let what: String

  public var code: String { "policy.wrong" }
  public var message: String {
    "\(what); 'portal audit policy' prints what there is"
  }
}
