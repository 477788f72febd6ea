internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Evidence that accesses are looked over.
extension Portal {
  /// A review of who looked at whose record.
  public struct PastReview: Sendable {
    public let position: UInt64
    public let time: Date
    /// Who reviewed.
    public let actor: Origin.Actor?
    public let review: AccessReviews.Reviewed
  }

  /// The reviews of accesses, the latest first.
  public func accessReviews(limit: Int = .max) throws -> [PastReview] {
    let query = Query(types: [AccessReviews.Reviewed.name], tags: [AccessReviews.tag])
    return try log.read(query, backwards: true, limit: limit).compactMap { recorded in
      guard let stored = recorded.event,
        let review = try EventCoding.decode(stored) as? AccessReviews.Reviewed
      else { return nil }
      return PastReview(
        position: recorded.position, time: recorded.time,
        actor: try? EventMetadata(of: stored).origin.actor, review: review)
    }
  }

  /// The broken glasses that no review covers yet, the oldest first.
  public func alarms() throws -> [AccessReview.Look] {
    let reviewed = try accessReviews().map { $0.review.from..<$0.review.until }
    var found: [AccessReview.Look] = []
    try reviewAccess { look in
      if look.entry.kind == .glassBroken,
        !reviewed.contains(where: { $0.contains(look.entry.time) })
      {
        found.append(look)
      }
      return true
    }
    return found
  }

  /// Records that a time's accesses were looked over: how many there were is counted here.
  ///
  /// - Parameters:
  ///   - from: where the time begins; at the end of the last review, or at the first event, unless
  ///     given.
  ///   - until: where it ends; now unless given.
  ///   - limits: from where on an access is unusual.
  ///   - findings: what was found; it must name no patient.
  ///   - origin: who reviewed.
  /// - Returns: what was recorded.
  /// - Throws: `AccessReviews.Failure`, `Staff.Failure` or `LogError`.
  public func recordReview(
    from: Date? = nil, until: Date? = nil, limits: AccessReview.Limits = AccessReview.Limits(),
    findings: String, as origin: Origin
  ) async throws -> [RecordedChange] {
    let until = until ?? context.now
    let from =
      try from ?? accessReviews(limit: 1).first?.review.until
      ?? log.read(limit: 1).first?.time.addingTimeInterval(-1) ?? until.addingTimeInterval(-1)
    var (looks, unusual, broken) = (0, 0, 0)
    if from < until {
      try reviewAccess(at: from..<until, limits: limits) { look in
        looks += 1
        if !look.signs.isEmpty { unusual += 1 }
        if look.entry.kind == .glassBroken { broken += 1 }
        return true
      }
    }
    return try await perform(
      AccessReviews.self,
      .record(
        .init(
          review: context.newIdentifier("V"), from: from, until: until, looks: looks,
          unusual: unusual, glassBroken: broken, findings: findings)), as: origin)
  }
}
