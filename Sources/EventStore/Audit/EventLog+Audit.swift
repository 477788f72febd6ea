internal import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// What an audit of the whole log found.
  public struct AuditReport: Sendable {
    /// How many events were looked at.
    public internal(set) var events: UInt64 = 0
    /// Up to where the log was found to be the one that was signed; `nil` where no checkpoint is known.
    public internal(set) var signed: UInt64?
    /// What is not as it must be.
    public internal(set) var faults: [LogFault] = []
    /// What may have its reason, such as a clock that was turned back.
    public internal(set) var remarks: [LogFault] = []
  }

  /// Makes every leaf and the whole tree anew, and holds them against what is stored and what was
  /// signed. That needs none of the keys to what events say. It works on all cores.
  ///
  /// - Parameters:
  ///   - deep: opens every envelope and attachment too, and follows every link of the index.
  ///   - paths: the files of checkpoints that were kept elsewhere, besides the one beside the log.
  ///   - state: a file that tells how far it is, so that a run that was cut off is gone on with; it's
  ///     removed at the end. Whoever can write it can hide faults: it's the auditor's.
  ///   - progress: told how many of how many events were looked at.
  /// - Throws: where the file itself can't be read; `invalid` where the state is another log's.
  public func audit(
    deep: Bool = false, checkpoints paths: [String] = [], state: String? = nil,
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> AuditReport {
    var report = try walk(checkpoints: paths, state: state, upTo: .max, progress: progress)
    if deep {
      let found = Set(report.faults)
      report.faults += try check(progress: progress).filter { !found.contains($0) }
    }
    return report
  }

  /// - Parameter last: where it stops, as if it were cut off there.
  func walk(
    checkpoints paths: [String], state: String?, upTo last: UInt64,
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(LogError) -> AuditReport {
    var auditor = Auditor(store)
    do {
      try auditor.takeCheckpoints([store.checkpoints.path], mayBeMissing: true)
      try auditor.takeCheckpoints(paths, mayBeMissing: false)
      if let state, let known = try AuditState(file: state) { try auditor.resume(known) }
    } catch { throw LogError(wrapping: error) }
    let (head, edge) = try snapshot { store, snapshot in
      (try store.head(snapshot), try? store.treeEdge(snapshot).range)
    }
    try snapshot { _, snapshot in try auditor.begin(head, snapshot) }
    var saved = auditor.position
    while auditor.position < head {
      try snapshot { store, snapshot in
        try auditor.takeBatch(snapshot, limit: min(Auditor.batchSize, Int(clamping: last)))
      }
      progress(auditor.position, head)
      guard let state, auditor.position - saved >= Auditor.saveInterval || auditor.position >= last
      else { continue }
      saved = auditor.position
      do { try auditor.state().write(to: state) } catch { throw LogError(wrapping: error) }
      if auditor.position >= last { return auditor.report }
    }
    auditor.finish(edge)
    if let state { AuditState.remove(state) }
    return auditor.report
  }
}
