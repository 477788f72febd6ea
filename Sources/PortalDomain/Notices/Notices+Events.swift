public import Foundation

extension Notices {
  /// A sender is about to send a notice, and nobody else is for a while.
  public struct Claimed: NoticeEvent {
    public static let name = "notice.claimed.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    public let channel: NoticeChannel
    /// When somebody else may try.
    public let until: Date

    public init(_ reference: NoticeReference, channel: NoticeChannel, until: Date) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.channel = channel
      self.until = until
    }
  }

  /// A notice left the house.
  public struct Sent: NoticeEvent {
    public static let name = "notice.sent.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    public let channel: NoticeChannel

    public init(_ reference: NoticeReference, channel: NoticeChannel) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.channel = channel
    }
  }

  /// A notice could not be sent, and is tried again.
  public struct Failed: NoticeEvent {
    public static let name = "notice.failed.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    /// Which try it was, from 1 on.
    public let attempt: Int
    /// A code of the carrier's; no address, no text.
    public let reason: String
    public let nextTry: Date

    public init(_ reference: NoticeReference, attempt: Int, reason: String, nextTry: Date) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.attempt = attempt
      self.reason = reason
      self.nextTry = nextTry
    }
  }

  /// A notice could not be sent and isn't tried again, until somebody looks at it.
  public struct GaveUp: NoticeEvent {
    public static let name = "notice.gaveUp.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    public let attempts: Int
    /// A code of the carrier's; no address, no text.
    public let reason: String

    public init(_ reference: NoticeReference, attempts: Int, reason: String) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.attempts = attempts
      self.reason = reason
    }
  }

  /// A notice was not to be sent.
  public struct Suppressed: NoticeEvent {
    public static let name = "notice.suppressed.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    public let reason: Suppression

    public init(_ reference: NoticeReference, reason: Suppression) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.reason = reason
    }
  }

  /// One of the staff wants a notice tried again that was given up.
  public struct Retried: NoticeEvent {
    public static let name = "notice.retried.v1"
    public let patient: PatientID
    public let about: String
    public let notice: NoticeID
    public let due: Date
    /// From when on it's to be sent now.
    public let again: Date
    /// From when on it's no use any more.
    public let until: Date

    public init(_ reference: NoticeReference, again: Date, until: Date) {
      self.patient = reference.patient
      self.about = reference.about
      self.notice = reference.notice
      self.due = reference.due
      self.again = again
      self.until = until
    }
  }

  /// Why a notice is not sent.
  public enum Suppression: String, Codable, Sendable, CaseIterable {
    /// The number said STOP.
    case optedOut
    /// The patient didn't agree to hear of this.
    case noConsent
    /// There's neither phone nor e-mail.
    case noAddress
    /// What it's about is over.
    case tooLate
    /// The clinic sends no such reminder.
    case notWanted
  }

  /// The clinic has news for its patients.
  public struct AnnouncementPublished: AnnouncementEvent, Equatable {
    public static let name = "notice.announcementPublished.v1"
    public let announcement: AnnouncementID
    public let title: String
    public let text: String
    /// The places that it's about; all of them where none is named.
    public let places: [String]
    /// The first day on which it's shown.
    public let from: LocalDate
    /// The last day on which it's shown.
    public let until: LocalDate
    public let audience: Audience

    public init(
      announcement: AnnouncementID, title: String, text: String, places: [String], from: LocalDate,
      until: LocalDate, audience: Audience
    ) {
      self.announcement = announcement
      self.title = title
      self.text = text
      self.places = places
      self.from = from
      self.until = until
      self.audience = audience
    }
  }

  /// The clinic's news is shown no more.
  public struct AnnouncementWithdrawn: AnnouncementEvent {
    public static let name = "notice.announcementWithdrawn.v1"
    public let announcement: AnnouncementID

    public init(announcement: AnnouncementID) {
      self.announcement = announcement
    }
  }

  /// Whom the clinic's news is for.
  public enum Audience: String, Codable, Sendable, CaseIterable {
    case everyone, patients, staff
  }
}

/// What became of a notice. It says which, and when that was due: by that it's found.
public protocol NoticeEvent: PatientEvent {
  var about: String { get }
  var notice: NoticeID { get }
  var due: Date { get }
}

extension NoticeEvent {
  public var tags: [String] { [patient.tag, notice.tag] }
}

extension NoticeID {
  var tag: String { "notice:\(value)" }
}

public enum AnnouncementEntity {}
public typealias AnnouncementID = Identifier<AnnouncementEntity>

/// An event of the clinic's news.
public protocol AnnouncementEvent: DomainEvent {
  var announcement: AnnouncementID { get }
}

extension AnnouncementEvent {
  public var subject: EventSubject { .clinic }
  public var tags: [String] { [announcement.tag] }
}

extension AnnouncementID {
  var tag: String { "announcement:\(value)" }
}
