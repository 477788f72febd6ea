import Foundation

/// Answers that other code made: see `Tests/Fixtures/crypto-v1/generate.py`.
enum Fixtures {
  static func load<Value: Decodable>(_ name: String) throws -> Value {
    let tests = URL(filePath: #filePath).appending(path: "../../..").standardized
    return try JSONDecoder().decode(
      Value.self, from: Data(contentsOf: tests.appending(path: "Fixtures/crypto-v1/\(name).json")))
  }
}

/// What `hashes.json` holds.
struct HashFixtures: Decodable {
  struct Keyed: Decodable {
    let key, message, digest: HexBytes
  }

  struct Hashed: Decodable {
    let password, hash: String
  }

  /// Python's `hashlib`, which passed the self-test of RFC 7693, appendix E.
  let blake2b: [Keyed]
  /// `argon2-cffi`, 64 MiB and three passes.
  let argon2id: Hashed
  /// The same with parameters that take no time.
  let quickArgon2id: [Hashed]
}
