import Foundation

/// What the figures were measured on.
struct Machine: Codable {
  var processor: String
  var cores: Int
  var memoryBytes: UInt64
  var system: String
  var folder: String

  /// This machine.
  init(folder: String) {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    processor =
      model?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
      ?? "unknown processor"
    cores = ProcessInfo.processInfo.activeProcessorCount
    memoryBytes = ProcessInfo.processInfo.physicalMemory
    system = Self.kernel + ", " + ProcessInfo.processInfo.operatingSystemVersionString
    self.folder = folder
  }

  var text: String {
    "\(processor), \(cores) cores, \(memoryBytes >> 30) GiB, \(system)"
  }

  private static var kernel: String {
    let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    return release.map { "Linux " + $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
  }
}
