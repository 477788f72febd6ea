public import Foundation

/// Evidence that somebody looks over who looked at whose record, regularly, as the law wants it
/// (45 CFR 164.308(a)(1)(ii)(D)).
public enum AccessReviews: Feature {
  public static let events: [any DomainEvent.Type] = [Listed.self, Reviewed.self]

  // MARK: Events

  /// Somebody was shown who looked at whose record, of several patients. Who stands in the metadata.
  public struct Listed: AccessReviewEvent {
    public static let name = "access.listed.v1"
    /// The time that was asked about; all without it.
    public let from: Date?
    public let until: Date?
    /// The one of the staff whose looks were asked for, if it was one's.
    public let staff: String?

    public init(from: Date?, until: Date?, staff: String?) {
      self.from = from
      self.until = until
      self.staff = staff
    }
  }

  /// Somebody looked over a time's looks, and says what they found. Who stands in the metadata.
  public struct Reviewed: AccessReviewEvent, Equatable {
    public static let name = "access.reviewed.v1"
    public let review: ReviewID
    public let from: Date
    /// The first instant that isn't covered any more.
    public let until: Date
    /// How many looks there were in that time.
    public let looks: Int
    /// How many of them had a sign of something unusual.
    public let unusual: Int
    /// How often somebody looked who otherwise may not.
    public let glassBroken: Int
    /// What was found, and what is done about it. It must name no patient.
    public let findings: String

    public init(
      review: ReviewID, from: Date, until: Date, looks: Int, unusual: Int, glassBroken: Int,
      findings: String
    ) {
      self.review = review
      self.from = from
      self.until = until
      self.looks = looks
      self.unusual = unusual
      self.glassBroken = glassBroken
      self.findings = findings
    }
  }

  // MARK: State

  public static let initial: Set<ReviewID> = []

  public static func evolve(_ state: inout Set<ReviewID>, _ event: any DomainEvent) {
    if let event = event as? Reviewed { state.insert(event.review) }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case list(Listed)
    case record(Reviewed)
  }

  public enum Failure: Refusal, Equatable {
    case noFindings
    case tooLong(most: Int)
    /// It ends before it begins, or isn't over yet.
    case wrongPeriod

    public var code: String {
      switch self {
      case .noFindings: "accessReview.noFindings"
      case .tooLong: "accessReview.tooLong"
      case .wrongPeriod: "accessReview.wrongPeriod"
      }
    }

    public var message: String {
      switch self {
      case .noFindings: "say what was found with --findings, such as 'nothing unusual'"
      case .tooLong(let most): "the findings are too long; use at most \(most) characters"
      case .wrongPeriod:
        "that time isn't over yet, or ends before it begins; check --from and --until"
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    Boundary([.init(tags: [Self.tag], types: [Reviewed.self])])
  }

  public static func roles(for command: Command) -> Set<Role> { [.administrator] }

  public static func decide(
    _ command: Command, _ state: Set<ReviewID>, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .list(let event): return [event]
    case .record(let event):
      if state.contains(event.review) { return [] }
      let findings = event.findings.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !findings.isEmpty else { throw .noFindings }
      let most = context.policy.disclosures.findingsCharacters
      guard findings.count <= most else { throw .tooLong(most: most) }
      guard event.from < event.until, event.until <= context.now else { throw .wrongPeriod }
      return [event]
    }
  }

  /// The tag of all of them: they are few.
  public static let tag = "accessReviews"
}

/// An event about the looks of many patients: it's the clinic's own.
public protocol AccessReviewEvent: DomainEvent {}

extension AccessReviewEvent {
  public var subject: EventSubject { .clinic }
  public var tags: [String] { [AccessReviews.tag] }
}

public enum ReviewEntity {}
/// One review of who looked at whose record.
public typealias ReviewID = Identifier<ReviewEntity>
