public import Foundation

/// An event that is to be appended.
public struct NewEvent: Sendable {
  /// A name of its own; the caller may give one.
  public var id: UUID
  /// What happened: `seat.booked`.
  public var type: String
  /// What it can be found by. Tags are stored blinded, so that they may name people.
  public var tags: [String]
  /// Whose keys seal it, and so with whom it is erased; `nil` for nobody's.
  public var subject: Subject?
  /// Which of the subject's keys seals it.
  public var keyClass: KeyClass
  /// What the embedding program says about the event: who, why, by which way.
  public var metadata: [UInt8]
  /// What the event says, in whatever form the embedding program chose.
  public var data: [UInt8]

  /// - Parameters:
  ///   - id: a name of the event's own; a random one unless given.
  ///   - type: what happened. At most 255 bytes of UTF-8, not empty.
  ///   - tags: what it can be found by. At most ``maximumTags``, each at most 255 bytes of UTF-8,
  ///     not empty, without NUL.
  ///   - subject: whose keys seal it; nobody's unless given.
  ///   - keyClass: which of the subject's keys.
  ///   - metadata: what the embedding program says about the event.
  ///   - data: what the event says. With the metadata at most 16 MiB.
  public init(
    id: UUID = UUID(), type: String, tags: [String] = [], subject: Subject? = nil,
    keyClass: KeyClass = .phi, metadata: [UInt8] = [], data: [UInt8]
  ) {
    self.id = id
    self.type = type
    self.tags = tags
    self.subject = subject
    self.keyClass = keyClass
    self.metadata = metadata
    self.data = data
  }

  /// How many tags an event may have.
  public static let maximumTags = 60
}

/// A person, or whoever else's data can be erased as one.
public struct Subject: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Stored inside envelopes alone.
  public let name: String

  /// - Parameter name: 1 to 255 bytes of UTF-8, without NUL.
  public init(_ name: String) { self.name = name }

  /// The subject of that name.
  public init(stringLiteral name: String) { self.name = name }
}

/// Which of a subject's two keys seals an event.
public enum KeyClass: UInt8, Sendable {
  /// Health data: gone with an erasure.
  case phi = 1
  /// What must outlive an erasure: the accounting of disclosures, the proof of the erasure.
  case audit = 2
}

/// An event as it stands in the log.
public struct RecordedEvent: Sendable {
  /// Its place: 1 for the first, without gaps.
  public let position: UInt64
  /// When it was appended, to the millisecond.
  public let time: Date
  /// What it says, if it can still be read.
  public let contents: Contents

  /// What an event says, or that it says nothing any more.
  public enum Contents: Sendable {
    case intact(NewEvent)
    /// Its subject was erased; nobody can read it again.
    case erased
  }

  /// What the event says, or `nil` where it was erased.
  public var event: NewEvent? {
    switch contents {
    case .intact(let event): event
    case .erased: nil
    }
  }
}
