/// A part of a resource that must be understood in whole or not at all.
protocol FieldsKnown: Decodable {
  associatedtype CodingKeys: CodingKey & CaseIterable
}

/// A value, and whether the file says no more of it than is read here.
///
/// Directions made of half of what a doctor wrote would be wrong ones.
struct Whole<Value: FieldsKnown>: Decodable {
  let value: Value
  let isWhole: Bool

  init(from decoder: any Decoder) throws {
    value = try Value(from: decoder)
    let known = Set(Value.CodingKeys.allCases.map(\.stringValue))
    isWhole = try decoder.container(keyedBy: AnyKey.self).allKeys
      .allSatisfy { known.contains($0.stringValue) }
  }

  /// The value, where nothing of it was passed over.
  var whole: Value? { isWhole ? value : nil }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
