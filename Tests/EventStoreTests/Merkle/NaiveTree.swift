import EventStore
import PortalCrypto

/// A Merkle tree as RFC 6962, 2.1 defines it, with nothing spared and nothing of ours but SHA-256:
/// what the real one is compared with.
struct NaiveTree {
  let leaves: [MerkleHash]

  init(leaves: [MerkleHash]) {
    self.leaves = leaves
  }

  /// A tree of leaves that all differ.
  init(size: Int) {
    leaves = (0..<size).map { .leaf([UInt8]("leaf \($0)".utf8).rawSpan) }
  }

  func root(ofFirst count: Int) throws -> MerkleHash { try hash(of: leaves[..<count]) }

  /// The node source of the proofs.
  func node(level: Int, index: UInt64) throws -> MerkleHash {
    let start = Int(index) << level
    return try hash(of: leaves[start..<start + 1 << level])
  }

  private func hash(of leaves: ArraySlice<MerkleHash>) throws -> MerkleHash {
    guard let first = leaves.first else { return try MerkleHash(SHA256.hash(RawSpan()).rawSpan) }
    guard leaves.count > 1 else { return first }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    let content = try [1] + hash(of: leaves[..<middle]).bytes + hash(of: leaves[middle...]).bytes
    return try MerkleHash(SHA256.hash(content.rawSpan).rawSpan)
  }
}

/// The leaves and roots that Certificate Transparency's implementations are tested with.
enum ClassicTree {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ].map { MerkleHash.leaf(bytes(hex: $0).rawSpan) }

  /// The root of the first 0, 1, 2, … leaves.
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  private static func bytes(hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}

extension MerkleHash {
  var hex: String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  func flipping(bit: Int) throws -> MerkleHash {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << (bit % 8)
    return try MerkleHash(bytes.rawSpan)
  }
}
