import Floor
import Foundation
import PeerKit

/// What one 4 KiB write with an fdatasync takes here, into a file written before; the median of
/// a hundred, in microseconds.
func synchronizationMicroseconds(in folder: String) throws -> Double {
  let path = folder + "/probe"
  defer { try? FileManager.default.removeItem(atPath: path) }
  let file = try SlotFile(path: path, slotCount: 1 << 10)
  let page = [UInt8](repeating: 1, count: 4096)
  let costs = try (0..<100).map { index in
    let start = ContinuousClock.now
    try file.write(page, at: index * 8)
    try file.synchronize()
    return start.elapsed * 1e6
  }
  return costs.sorted().quantile(0.5) ?? 0
}
