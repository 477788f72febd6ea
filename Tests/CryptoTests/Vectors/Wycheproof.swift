import Foundation
import TestSupport

/// The test vectors of github.com/C2SP/wycheproof, in the folder of test data.
struct Wycheproof<Group: WycheproofGroup>: Decodable {
  let numberOfTests: Int
  let testGroups: [Group]

  /// Every vector with the group it stands in.
  var vectors: [(group: Group, vector: Group.Vector)] {
    testGroups.flatMap { group in group.tests.map { (group, $0) } }
  }

  static func load(_ name: String) throws -> Wycheproof {
    try JSONDecoder().decode(
      Wycheproof.self, from: TestData.contents(of: "vectors/wycheproof-\(name)_test.json"))
  }

  /// How many vectors have a verdict.
  func count(_ verdict: WycheproofVerdict) -> Int {
    vectors.count { $0.vector.result == verdict }
  }
}

protocol WycheproofGroup: Decodable {
  associatedtype Vector: WycheproofVector
  var tests: [Vector] { get }
}

protocol WycheproofVector: Decodable {
  var tcId: Int { get }
  var result: WycheproofVerdict { get }
}

/// `acceptable` leaves the verdict to the implementation; the tests assert that there is none such.
enum WycheproofVerdict: String, Decodable {
  case valid, invalid, acceptable
}
