import EventStore
import Foundation
import PortalCrypto
import Testing

/// The proofs of github.com/transparency-dev/merkle, good and bad, in the folder of test data:
/// `PORTAL_TEST_DATA`, or `../shared/data` beside the package.
enum MerkleVectors {
  static let folder: URL = {
    let data =
      if let path = ProcessInfo.processInfo.environment["PORTAL_TEST_DATA"] {
        URL(filePath: path)
      } else {
        URL(filePath: #filePath).appending(path: "../../../../../shared/data").standardized
      }
    return data.appending(path: "vectors/merkle")
  }()

  static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// Reads every vector of a kind, in the order of their names.
  static func load<Vector: Decodable>(_ kind: String) throws -> [(name: String, vector: Vector)] {
    let names = FileManager.default.enumerator(atPath: folder.appending(path: kind).path)?
      .compactMap { $0 as? String }
      .filter { $0.hasSuffix(".json") }
      .sorted()
    return try (names ?? []).map { name in
      let data = try Data(contentsOf: folder.appending(path: "\(kind)/\(name)"))
      return (name, try JSONDecoder().decode(Vector.self, from: data))
    }
  }

  /// A hash of a vector. Two texts of 12 bytes, "don't care 1" and "don't care 2", stand for any
  /// two hashes that differ.
  static func hash(_ data: Data) throws -> MerkleHash {
    let isPlaceholder = data.starts(with: Data("don't care ".utf8))
    let padding = isPlaceholder ? MerkleHash.byteCount - data.count : 0
    return try MerkleHash(([UInt8](data) + [UInt8](repeating: 0, count: padding)).rawSpan)
  }
}

@Suite(
  .enabled(
    if: MerkleVectors.arePresent,
    "Skipped: there are no vectors/merkle in PORTAL_TEST_DATA or ../shared/data"))
struct MerkleVectorTests {
  private struct Inclusion: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: Data
    let leafHash: Data
    let proof: [Data]?
    let wantErr: Bool

    func verify() throws {
      try InclusionProof.verify(
        (proof ?? []).map(MerkleVectors.hash), leaf: MerkleVectors.hash(leafHash), index: leafIdx,
        size: treeSize, root: MerkleVectors.hash(root))
    }
  }

  private struct Consistency: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: Data
    let root2: Data
    let proof: [Data]?
    let wantErr: Bool

    func verify() throws {
      try ConsistencyProof.verify(
        (proof ?? []).map(MerkleVectors.hash), oldSize: size1,
        oldRoot: MerkleVectors.hash(root1), newSize: size2, newRoot: MerkleVectors.hash(root2))
    }
  }

  @Test func `Every inclusion proof of the vectors gets its verdict`() throws {
    let vectors: [(name: String, vector: Inclusion)] = try MerkleVectors.load("inclusion")
    #expect(vectors.count == 98)
    #expect(vectors.count { !$0.vector.wantErr } == 6)
    for (name, vector) in vectors {
      #expect(isRefused(vector.verify) == vector.wantErr, "\(name)")
    }
  }

  @Test func `Every consistency proof of the vectors gets its verdict`() throws {
    let vectors: [(name: String, vector: Consistency)] = try MerkleVectors.load("consistency")
    #expect(vectors.count == 98)
    #expect(vectors.count { !$0.vector.wantErr } == 6)
    for (name, vector) in vectors {
      #expect(isRefused(vector.verify) == vector.wantErr, "\(name)")
    }
  }

  private func isRefused(_ verify: () throws -> Void) -> Bool {
    do {
      try verify()
      return false
    } catch {
      return error is MerkleError
    }
  }
}
