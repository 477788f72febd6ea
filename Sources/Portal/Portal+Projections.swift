internal import EventStore
internal import Foundation
internal import PortalDomain
internal import Projections

/// How the read models are kept.
public struct ReadModelOptions: Sendable {
  /// Whether those that are behind the log, or whose code changed, are brought up to it when the store
  /// is opened.
  public var catchUpAtOpening = true
  /// Told, while one is, which and how far it is of how many events.
  public var progress: @Sendable (_ name: String, _ done: UInt64, _ of: UInt64) -> Void = {
    _, _, _ in
  }
  /// Told when a read model has a fault: a line without health data. Standard error, unless said
  /// otherwise.
  public var report: @Sendable (String) -> Void = { line in
    FileHandle.standardError.write(Data("portal: \(line)\n".utf8))
  }

  /// Brings them up to the log, and says faults on standard error.
  public init() {}

  var engine: ProjectionEngine.Options {
    var options = ProjectionEngine.Options()
    options.catchesUpAtOpening = catchUpAtOpening
    options.progress = progress
    options.report = { [report] name, position, reason in
      report(
        "the read model \(name) stands still before position \(position): \(reason); "
          + "run 'portal projections rebuild \(name)'")
    }
    return options
  }
}

/// How a read model stands.
public struct ReadModelStatus: Codable, Sendable, Hashable {
  public enum State: String, Codable, Sendable {
    /// Every event of the log is in it.
    case live
    /// It hasn't taken in every event, or its code changed.
    case behind
    /// It's being made anew beside what is in force.
    case rebuilding
    /// It had a fault, and stands still until it's made anew.
    case quarantined
  }

  /// Where it stands still, and why; without health data.
  public struct Fault: Codable, Sendable, Hashable {
    public let position: UInt64
    public let reason: String
  }

  public let name: String
  public let state: State
  /// The version of the code that made its rows.
  public let version: Int
  /// The last event that it took in.
  public let position: UInt64
  /// The last event of the log.
  public let head: UInt64
  public let rows: Int
  /// The rows' digest; a rebuild of the same code at the same position comes to the same.
  public let digest: String?
  public let fault: Fault?
  /// How far a rebuild is.
  public let rebuiltUpTo: UInt64?

  init(_ status: ViewStatus) {
    name = status.name
    state =
      switch status.state {
      case .live: .live
      case .behind: .behind
      case .rebuilding: .rebuilding
      case .quarantined: .quarantined
      }
    version = Int(status.version)
    position = status.position
    head = status.head
    rows = status.rows
    digest = status.digest
    fault = status.fault.map { Fault(position: $0.position, reason: $0.reason) }
    rebuiltUpTo = status.rebuiltUpTo
  }
}

/// The read models themselves.
extension Portal {
  /// The names of the read models.
  public static var readModels: [String] { ReadModels.all.map { $0.name } }

  /// How a read model stands.
  ///
  /// - Parameters:
  ///   - name: the read model's.
  ///   - withDigest: reads all its rows for their digest.
  ///   - progress: told how many of how many rows were read for it.
  /// - Throws: `LogError`; `invalid` where there is none of that name.
  public func status(
    ofReadModel name: String, withDigest: Bool = true,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws -> ReadModelStatus {
    guard let model = engine.models.first(where: { $0.name == name }) else {
      throw ProjectionEngine.unknown(name)
    }
    return ReadModelStatus(
      try log.views { rows, snapshot in
        try engine.status(of: model, withDigest: withDigest, rows, snapshot, progress: progress)
      })
  }

  /// Makes a read model anew from the log while others append and read the rows in force, and puts
  /// the new rows in their place.
  ///
  /// - Parameters:
  ///   - name: the read model's.
  ///   - progress: told how many of how many events were taken in.
  /// - Throws: `LogError`; `invalid` where there is none of that name, and where it comes to a fault.
  public func rebuildReadModel(
    _ name: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws {
    let rows = log.viewRows
    do { try engine.rebuild(name, rows, progress: progress) } catch let fault as ViewFault {
      throw LogError(
        .invalid, "the read model \(name) could not be made anew: \(fault.reason)")
    }
  }

  /// Makes a read model anew beside the rows in force, and tells whether these are what they should be;
  /// the new ones are thrown away then.
  ///
  /// - Parameters:
  ///   - name: the read model's.
  ///   - progress: told how many of how many events were taken in.
  /// - Returns: what is wrong with it; `nil` where nothing is.
  /// - Throws: `LogError`; `invalid` where there is none of that name.
  public func faults(
    ofReadModel name: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws -> String? {
    do {
      guard let compared = try engine.compare(name, log.viewRows, progress: progress) else {
        return "the read model \(name) stands still or is behind the log: rebuild it"
      }
      return compared.stored == compared.made
        ? nil
        : "the read model \(name) is not what the log makes of it at position "
          + "\(compared.position): \(compared.stored.rows) rows that amount to "
          + "\(compared.stored.hexadecimal), not \(compared.made.rows) rows that amount to "
          + "\(compared.made.hexadecimal); rebuild it"
    } catch let error as LogError where error.code == .corrupt(position: 0) {
      return "a row of the read model \(name) is damaged; rebuild it"
    } catch let fault as ViewFault {
      return "the read model \(name) could not be made anew: \(fault.reason)"
    }
  }
}
