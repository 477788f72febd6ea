internal import Foundation
internal import PortalCrypto

/// How far an audit is, and what it found: what is needed to go on with it.
struct AuditState: Codable {
  struct Finding: Codable {
    let position: UInt64?
    let what: String

    init(_ fault: LogFault) {
      position = fault.position
      what = fault.what
    }

    var fault: LogFault { LogFault(position: position, what: what) }
  }

  let origin: String
  let position: UInt64
  let time: UInt64
  let signed: UInt64?
  /// The tree's edge.
  let tree: Data
  let isTreeSound: Bool
  let faults: [Finding]
  let remarks: [Finding]

  init(
    origin: String, position: UInt64, time: UInt64, tree: CompactRange, isTreeSound: Bool,
    _ report: EventLog.AuditReport
  ) {
    self.origin = origin
    self.position = position
    self.time = time
    self.tree = Data(tree.bytes)
    self.isTreeSound = isTreeSound
    signed = report.signed
    faults = report.faults.map(Finding.init)
    remarks = report.remarks.map(Finding.init)
  }

  /// Reads a file.
  ///
  /// - Returns: `nil` where there is none.
  /// - Throws: `invalid` where it's no state of an audit.
  init?(file path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    do {
      self = try JSONDecoder().decode(AuditState.self, from: data)
      _ = try range
    } catch {
      throw LogError(.invalid, "\(path) holds no state of an audit; name another file")
    }
    guard try range.size == position else {
      throw LogError(.invalid, "\(path) holds no state of an audit; name another file")
    }
  }

  var range: CompactRange {
    get throws { try CompactRange(Array(tree).rawSpan) }
  }

  /// Writes it in the place of the one before, whole or not at all.
  func write(to path: String) throws {
    try DurableFile.replace(path, with: Array(try JSONEncoder().encode(self)))
  }

  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
