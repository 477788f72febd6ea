import EventStore

/// Appends one event after the other, each with a condition on what it knows of the patient.
struct Client: Sendable {
  /// How long each append took, in seconds.
  private(set) var latencies: [Double] = []
  /// The newest position it was told.
  private(set) var last: UInt64

  private let index: Int
  private let count: Int
  private let start: UInt64
  private let samples: SampleEvents
  private var seen: [Int: UInt64] = [:]
  private var random: SeededGenerator

  /// - Parameters:
  ///   - index: which of the clients; each has patients of its own, so that conditions hold.
  ///   - head: the position up to which it has read everything.
  init(index: Int, of count: Int, knowing head: UInt64, _ samples: SampleEvents, seed: UInt64) {
    self.index = index
    self.count = count
    self.samples = samples
    start = head
    last = head
    random = SeededGenerator(seed: seed)
  }

  mutating func run(_ peer: any Peer, until end: ContinuousClock.Instant) async throws {
    let own = (samples.patientCount - index + count - 1) / count
    while ContinuousClock.now < end {
      let patient = Int.random(in: 0..<own, using: &random) * count + index
      let event = samples.event(latencies.count, patient: patient, using: &random)
      let before = ContinuousClock.now
      last = try await peer.append(
        [event], if: Unchanged(patient: patient, after: seen[patient] ?? start))
      latencies.append(before.elapsed)
      seen[patient] = last
    }
  }
}
