package import EventStore
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

  /// Fills in how a patient can be told something, and what they agreed to.
  package func fill(
    _ recipient: inout Notices.Recipient, with patient: PatientID, _ policy: Policy,
    _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws {
    let owner = EventSubject.patient(patient)
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
}
