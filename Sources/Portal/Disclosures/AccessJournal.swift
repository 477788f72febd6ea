internal import Foundation
internal import PortalDomain

/// Records who looks at what, with little work: what is asked for while something is being written goes
/// into one append, and what was recorded a short while ago isn't recorded again.
///
/// Whoever is let through finds their access durable in the log.
actor AccessJournal {
  /// Whoever looks, at whom, and why.
  struct Visit: Hashable, Sendable {
    let patient: PatientID
    let purpose: Disclosures.Purpose
    let origin: Origin
  }

  /// Makes accesses durable.
  ///
  /// - Returns: what was recorded, one for each access and in their order.
  typealias Write =
    @Sendable ([(visit: Visit, matters: Set<Disclosures.Matter>)]) async throws -> [RecordedChange]

  private struct Waiting {
    var matters: Set<Disclosures.Matter> = []
    var callers: [CheckedContinuation<RecordedChange?, any Error>] = []
  }

  private let write: Write
  private let lasts: TimeInterval
  private var recorded: [Visit: (matters: Set<Disclosures.Matter>, until: Date)] = [:]
  private var waiting: [Visit: Waiting] = [:]
  private var isWriting = false

  /// - Parameters:
  ///   - seconds: how long a recorded access stands for further ones.
  ///   - write: makes accesses durable.
  init(lasting seconds: Int, write: @escaping Write) {
    lasts = TimeInterval(seconds)
    self.write = write
  }

  /// Returns when it's durable that somebody looks at something.
  ///
  /// - Returns: what was recorded; `nil` where it stood there already.
  func note(
    _ visit: Visit, _ matters: Set<Disclosures.Matter>, at now: Date
  ) async throws -> RecordedChange? {
    if isRecorded(visit, matters, at: now) { return nil }
    return try await withCheckedThrowingContinuation { caller in
      waiting[visit, default: Waiting()].matters.formUnion(matters)
      waiting[visit, default: Waiting()].callers.append(caller)
      guard !isWriting else { return }
      isWriting = true
      Task { await self.drain(at: now) }
    }
  }

  private func isRecorded(
    _ visit: Visit, _ matters: Set<Disclosures.Matter>, at now: Date
  ) -> Bool {
    recorded[visit].map { $0.until > now && matters.isSubset(of: $0.matters) } ?? false
  }

  private func drain(at now: Date) async {
    while !waiting.isEmpty {
      let batch = waiting.filter { visit, caller in
        // Whoever asked while the same was being written has it already.
        guard isRecorded(visit, caller.matters, at: now) else { return true }
        for caller in caller.callers { caller.resume(returning: nil) }
        return false
      }
      waiting = [:]
      if batch.isEmpty { break }
      let accesses = batch.map { (visit: $0.key, matters: $0.value.matters) }
      do {
        let changes = try await write(accesses)
        for ((visit, caller), change) in zip(batch, changes) {
          end(visit, caller, .success(change), now)
        }
      } catch  where batch.count > 1 {
        // One that can't be written must not keep the others out.
        for (visit, caller) in batch {
          do {
            let change = try await write([(visit: visit, matters: caller.matters)]).first
            end(visit, caller, .success(change), now)
          } catch { end(visit, caller, .failure(error), now) }
        }
      } catch {
        for (visit, caller) in batch { end(visit, caller, .failure(error), now) }
      }
    }
    isWriting = false
    if recorded.count > Self.rememberedVisits {
      recorded = recorded.filter { $0.value.until > now }
    }
  }

  private func end(
    _ visit: Visit, _ waiting: Waiting, _ result: Result<RecordedChange?, any Error>, _ now: Date
  ) {
    if case .success = result {
      var matters = waiting.matters
      var until = now.addingTimeInterval(lasts)
      if let known = recorded[visit], known.until > now {
        // What was recorded first ends first.
        matters.formUnion(known.matters)
        until = known.until
      }
      recorded[visit] = (matters, until)
    }
    for caller in waiting.callers { caller.resume(with: result) }
  }

  private static let rememberedVisits = 10_000
}
