/// Why a bundle can't be read: the place, and what was expected there.
///
/// It holds no value of the file, so it's safe in logs and on screens.
public struct FHIRError: Error, Equatable, CustomStringConvertible {
  /// Where the fault is: a path in the manner of FHIRPath, `Bundle.entry[12].resource.birthDate`,
  /// or, where the file is no JSON, `line 3, column 14`. Both count as their sources do: entries
  /// from 0, lines and columns from 1.
  public let place: String
  /// What was expected at the place.
  public let message: String

  /// The place and the message in one line.
  public var description: String { "\(place): \(message)" }

  init(place: String, message: String) {
    self.place = place
    self.message = message
  }

  /// - Parameters:
  ///   - path: the way from the bundle to the fault.
  ///   - expected: what should have been there: `a date like 2001-02-03`.
  init(at path: [any CodingKey], expected: String) {
    self.init(place: Self.place(of: path), message: "expected \(expected)")
  }

  /// What the decoder found, without its own words: those may quote the file.
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(
        place: Self.place(of: context.codingPath + [key]), message: "is required, but missing")
    case .valueNotFound(_, let context):
      self.init(
        place: Self.place(of: context.codingPath), message: "is required, but null or missing")
    case .typeMismatch(let type, let context):
      self.init(at: context.codingPath, expected: Self.words(for: type))
    case .dataCorrupted(let context):
      self.init(at: context.codingPath, expected: "a value that FHIR R4 allows here")
    @unknown default:
      self.init(place: "Bundle", message: "can't be read")
    }
  }

  private static func place(of path: [any CodingKey]) -> String {
    path.reduce(into: "Bundle") { place, key in
      place += key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }
  }

  private static func words(for type: any Any.Type) -> String {
    if type == String.self { return "a text" }
    if type == Bool.self { return "true or false" }
    if type == Double.self { return "a number" }
    return type is [Any].Type ? "a list" : "an object"
  }
}
