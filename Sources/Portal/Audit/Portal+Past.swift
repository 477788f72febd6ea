internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// What was shown at another time.
extension Portal {
  /// What a patient's views showed at an instant.
  public struct Past: Sendable {
    /// Whose they are.
    public let patient: PatientID
    /// The instant.
    public let instant: Date
    /// The last event that was known then; 0 where there was none.
    public let position: UInt64
    /// What stood in the views that were asked for.
    public let contents: [Contents]
  }

  /// What stood in a view.
  public struct Contents: Sendable {
    public let view: PastView
    /// In the view's own order.
    public let things: [Thing]
  }

  /// One thing of a view.
  public struct Thing: Sendable, Hashable {
    /// In a line, for people.
    public let words: String
    /// Whole, for programs: a JSON object.
    public let json: String

    init(_ value: some Encodable, _ words: String) throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      json = String(decoding: try encoder.encode(value), as: UTF8.self)
      self.words = words
    }
  }

  /// Tells what a patient's views showed at an instant, by folding the log up to it through the read
  /// models of today. That somebody looks is recorded before.
  ///
  /// It goes through the log once in the same memory, however long it is, and ends at the first event
  /// that is later than the instant.
  ///
  /// - Parameters:
  ///   - patient: whose views.
  ///   - instant: the time asked about.
  ///   - views: which views, in the order wanted.
  ///   - origin: who looks.
  ///   - progress: told at which position of which it is.
  /// - Throws: `LogError` with `subjectErased` for who was erased: what they were shown nobody can tell
  ///   any more; what ``noteAccess(to:_:for:as:)`` refuses.
  public func past(
    of patient: PatientID, asOf instant: Date, _ views: [PastView], as origin: Origin,
    progress: (_ position: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) async throws -> Past {
    guard try erasure(of: patient) == nil else {
      throw LogError(
        .subjectErased, "the patient was erased: nobody can tell what they were shown")
    }
    try await noteAccess(to: patient, Set(views.map(\.matter)), for: .operations, as: origin)
    let models = Dictionary(
      (views.flatMap(\.models) + [ClinicDirectory.self]).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    var rows = try PastRows(of: patient, Array(models.values), clinic: [ClinicDirectory.self])
    let head = try log.head()
    var position: UInt64 = 0
    while position < head {
      let batch = try log.read(after: position, upTo: head, limit: 1024)
      let known = batch.prefix { $0.time <= instant }
      try rows.take(Array(known))
      position = known.last?.position ?? position
      progress(position, head)
      if known.count < batch.count || batch.isEmpty { break }
    }
    let then = Portal(self, asOf: instant, reading: ProjectionEngine(reading: rows))
    return Past(
      patient: patient, instant: instant, position: position,
      contents: try views.map { Contents(view: $0, things: try then.things(of: patient, in: $0)) })
  }
}
