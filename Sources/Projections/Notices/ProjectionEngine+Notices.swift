package import EventStore
internal import Foundation
package import LMDB
package import PortalDomain

extension ProjectionEngine {
  /// A notice as it is now; `nil` where it's not known, or not any more.
  package func notice(
    _ reference: NoticeReference, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> Notice? {
    guard
      case .thread(let thread) = try reader(NoticeBox.self).row(
        NoticeBox.threadKey(reference.about), of: .patient(reference.patient), rows, snapshot)
    else { return nil }
    return thread[reference.notice]
  }

  /// Fills in how a patient can be told something, what they agreed to, and whether it's still news.
  package func fill(
    _ recipient: inout Notices.Recipient, for notice: Notice, _ policy: Policy, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot
  ) throws {
    let owner = EventSubject.patient(notice.patient)
    recipient.hasSettled = try isSettled(notice, rows, snapshot)
    if case .texts(let texts) = try reader(NoticeBox.self).row(
      NoticeBox.textsKey, of: owner, rows, snapshot)
    {
      recipient.texts = texts
    }
    let directory = reader(Directory.self)
    guard
      case .profile(let profile) = try directory.row(
        Directory.profileKey, of: owner, rows, snapshot)
    else { return }
    recipient.phone = profile.phone
    recipient.email = profile.email?.value
    recipient.language = profile.settings.language
    recipient.reminders = profile.settings.reminders
    recipient.quietHours = profile.settings.quietHours
    recipient.textTopics = Set(
      NoticeTopic.allCases.filter { profile.allows($0.consent, at: profile.phone, policy) })
    // No notice says what a patient has or takes, and who gave an address wants to hear there.
    recipient.emailTopics = Set(NoticeTopic.allCases)
    if let phone = profile.phone,
      case .isStopped(let isStopped) = try directory.row(
        Directory.optOutKey, of: .phone(phone), rows, snapshot)
    {
      recipient.hasOptedOut = isStopped
    }
  }

  /// Whether what a patient is to be reminded of was done meanwhile.
  private func isSettled(
    _ notice: Notice, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> Bool {
    let owner = EventSubject.patient(notice.patient)
    guard let id = notice.about.split(separator: ":", maxSplits: 1).last.map(String.init) else {
      return false
    }
    switch notice.kind {
    case .billDue:
      let statement = try reader(StatementList.self).item(id, of: owner, rows, snapshot)
      return statement.map { $0.payable.cents <= 0 } ?? true
    case .cardExpired:
      // Who has another way to pay misses nothing.
      let then = LocalDate(notice.due, in: .gmt)
      return try reader(PaymentMethods.self).rows(of: owner, rows, snapshot)
        .contains { !$0.isExpired(on: then) }
    case .refillDue:
      let prescription = try reader(PrescriptionList.self).row(id, of: owner, rows, snapshot)
      return prescription.map {
        !$0.isActive || $0.refillsAutomatically || $0.openRequest != nil || $0.refillsLeft == 0
      } ?? true
    default: return false
    }
  }
}
