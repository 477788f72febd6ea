public import Foundation

/// A notice that an event causes.
public struct NoticePlan: Hashable, Sendable {
  public let kind: NoticeKind
  public let parameters: [String: NoticeParameter]
  public let due: Date
  public let until: Date
  /// For a reminder: how many hours ahead it is.
  public let lead: Int?

  /// - Parameters:
  ///   - kind: what it says.
  ///   - parameters: what the text's gaps are filled with.
  ///   - due: from when on it's to be sent.
  ///   - until: from when on it's no use any more.
  ///   - lead: how many hours ahead it's sent, for a reminder.
  public init(
    _ kind: NoticeKind, _ parameters: [String: NoticeParameter] = [:], due: Date, until: Date,
    lead: Int? = nil
  ) {
    self.kind = kind
    self.parameters = parameters
    self.due = due
    self.until = until
    self.lead = lead
  }

  /// News of this moment.
  public static func news(
    _ kind: NoticeKind, _ parameters: [String: NoticeParameter] = [:], at time: Date
  ) -> NoticePlan {
    let lasts = Double(NoticesPolicy.planned.newsHours) * 3600
    return NoticePlan(kind, parameters, due: time, until: time.addingTimeInterval(lasts))
  }

  /// News of a day that is yet to come, at that day's morning.
  public static func news(
    _ kind: NoticeKind, _ parameters: [String: NoticeParameter] = [:], on day: LocalDate
  ) -> NoticePlan {
    news(kind, parameters, at: day.instant(hour: NoticesPolicy.planned.dayHour, in: .gmt))
  }

  /// The reminders of a visit that are still to come: each may be sent until the next one is due, the
  /// last one until the visit. So whatever a sender sleeps through, at any moment at most one makes
  /// sense.
  public static func reminders(
    of start: Date, after now: Date, _ parameters: [String: NoticeParameter] = [:]
  ) -> [NoticePlan] {
    let hours = NoticesPolicy.planned.reminderHours.sorted(by: >)
    return hours.enumerated().compactMap { index, lead in
      let due = start.addingTimeInterval(Double(-lead) * 3600)
      let next = index + 1 < hours.count ? hours[index + 1] : 0
      guard due > now else { return nil }
      return NoticePlan(
        .visitReminder, parameters, due: due,
        until: start.addingTimeInterval(Double(-next) * 3600), lead: lead)
    }
  }
}

/// What an event means for the outbox.
public struct NoticeEffect: Hashable, Sendable {
  public let patient: PatientID
  public let about: String
  public let plans: [NoticePlan]

  /// Whatever of the same matter was not sent yet is dropped: it's news no more.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - about: the matter: `refill:R2345678`.
  ///   - plans: what is to be told, and when.
  public init(_ patient: PatientID, _ about: String, _ plans: NoticePlan...) {
    self.init(patient, about, plans)
  }

  public init(_ patient: PatientID, _ about: String, _ plans: [NoticePlan]) {
    self.patient = patient
    self.about = about
    self.plans = plans
  }

  /// The notices that it makes.
  ///
  /// - Parameter position: where the event stands.
  public func notices(at position: UInt64) -> [Notice] {
    plans.map { Notice($0, about: about, of: patient, position: position) }
  }
}

/// The notices of one matter: what a row of the outbox holds.
public struct NoticeThread: Codable, Hashable, Sendable {
  /// The oldest first.
  public private(set) var notices: [Notice] = []

  /// How many notices of one matter are kept.
  static let limit = 12

  public init() {}

  /// Takes in an event that causes notices.
  public mutating func take(_ effect: NoticeEffect, at position: UInt64) {
    for index in notices.indices { notices[index].drop() }
    notices += effect.notices(at: position)
    notices.removeFirst(max(0, notices.count - Self.limit))
  }

  /// Takes in what became of a notice.
  public mutating func evolve(_ event: any NoticeEvent, at time: Date) {
    guard let index = notices.firstIndex(where: { $0.id == event.notice }) else { return }
    notices[index].evolve(event, at: time)
  }

  public subscript(id: NoticeID) -> Notice? { notices.first { $0.id == id } }
}
