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
    _ recipient: inout Notices.Recipient, with patient: PatientID, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot
  ) throws {
    if case .texts(let texts) = try reader(NoticeBox.self).row(
      NoticeBox.textsKey, of: .patient(patient), rows, snapshot)
    {
      recipient.texts = texts
    }
    guard
      case .profile(let profile) = try reader(Directory.self).row(
        Directory.profileKey, of: .patient(patient), rows, snapshot)
    else { return }
    recipient.phone = profile.phone
    // Notices about one's own care need no word beforehand (47 CFR 64.1200(a)(9)(iv)); bills do.
    recipient.textTopics = Set(NoticeTopic.allCases).subtracting(
      profile.consents.contains(.billingByText) ? [] : [.billing])
  }
}
