public import Foundation

public enum NoticeEntity {}
/// One notice, named by the event that caused it: nothing is sent twice under one name.
public typealias NoticeID = Identifier<NoticeEntity>

/// Something that a patient is to be told, and what became of it.
public struct Notice: Codable, Hashable, Sendable, Identifiable {
  public let id: NoticeID
  public let patient: PatientID
  /// What it's about: `refill:R2345678`. Later news of the same makes earlier ones pointless.
  public let about: String
  public let kind: NoticeKind
  public let parameters: [String: NoticeParameter]
  /// From when on it's to be sent.
  public private(set) var due: Date
  /// From when on it's no use any more.
  public private(set) var until: Date
  /// How often it was tried.
  public private(set) var attempts = 0
  public private(set) var state = State.waiting
  public private(set) var channel: NoticeChannel?

  /// How far a notice has come.
  public enum State: Codable, Hashable, Sendable {
    case waiting
    /// A sender has it to itself for a while.
    case claimed(until: Date)
    case sent(at: Date)
    case failed(nextTry: Date)
    case gaveUp
    case suppressed(Notices.Suppression)
    /// Something newer took its place, or what it's about is off.
    case dropped
  }

  init(_ plan: NoticePlan, about: String, of patient: PatientID, position: UInt64) {
    id = NoticeID("\(position).\(plan.kind.rawValue)\(plan.lead.map { ".\($0)" } ?? "")")
    self.patient = patient
    self.about = about
    kind = plan.kind
    parameters = plan.parameters
    due = plan.due
    until = plan.until
  }

  /// When it's to be tried next; `nil` where it's done with.
  public var nextTry: Date? {
    switch state {
    case .waiting: due
    case .claimed(let until): until
    case .failed(let nextTry): nextTry
    case .sent, .gaveUp, .suppressed, .dropped: nil
    }
  }

  /// For a reminder: how many hours ahead it is.
  public var lead: Int? { Int(id.value.split(separator: ".").last ?? "") }

  /// What the rules need to know of it.
  public var reference: NoticeReference {
    NoticeReference(patient: patient, about: about, notice: id, due: due)
  }

  mutating func drop() { if nextTry != nil { state = .dropped } }

  /// Takes in what became of it.
  mutating func evolve(_ event: any NoticeEvent, at time: Date) {
    switch event {
    case let event as Notices.Claimed:
      // What is off meanwhile isn't on again because somebody was about to send it.
      guard state != .dropped else { return }
      state = .claimed(until: event.until)
      channel = event.channel
    case let event as Notices.Sent:
      state = .sent(at: time)
      channel = event.channel
    case let event as Notices.Failed:
      attempts = event.attempt
      if state != .dropped { state = .failed(nextTry: event.nextTry) }
    case is Notices.GaveUp: state = .gaveUp
    case let event as Notices.Suppressed: state = .suppressed(event.reason)
    case let event as Notices.Retried:
      attempts = 0
      state = .waiting
      due = event.again
      until = event.until
    default: break
    }
  }
}

/// Which notice is meant, and where it's found.
public struct NoticeReference: Codable, Hashable, Sendable {
  public let patient: PatientID
  public let about: String
  public let notice: NoticeID
  public let due: Date

  public init(patient: PatientID, about: String, notice: NoticeID, due: Date) {
    self.patient = patient
    self.about = about
    self.notice = notice
    self.due = due
  }
}

/// How a notice reaches a patient. In the portal itself every notice can be read.
public enum NoticeChannel: String, Codable, Sendable, CaseIterable {
  case sms, email, inApp
}

/// What notices are about; a patient agrees to each by itself.
public enum NoticeTopic: String, Codable, Sendable, CaseIterable {
  case appointments, prescriptions, billing, messages, results, forms

  /// What a patient must have agreed to, to be texted of it.
  public var consent: Account.Topic {
    switch self {
    case .appointments, .prescriptions, .forms: .remindersByText
    case .billing: .billingByText
    case .messages, .results: .messagesByText
    }
  }
}

/// A value that is put into a notice's text when it's sent, in the patient's language.
public enum NoticeParameter: Codable, Hashable, Sendable {
  case text(String)
  case day(LocalDate)
  case time(Date)
  case cents(Int)
}

extension NoticeEvent {
  /// Which notice it's about.
  public var reference: NoticeReference {
    NoticeReference(patient: patient, about: about, notice: notice, due: due)
  }
}
