public import PortalDomain
internal import Projections

/// A view of a patient's data that can be shown as it stood at any time.
public enum PastView: String, Sendable, CaseIterable {
  case profile, proxies
  case appointments, waitlist
  case balance, statements, payments, plans, methods
  case prescriptions
  case summary, results, reports, notes, documents, shares
  case messages, forms, notices

  /// The part of the record that it shows.
  public var matter: Disclosures.Matter {
    switch self {
    case .profile, .proxies, .notices: .account
    case .appointments, .waitlist: .appointments
    case .balance, .statements, .payments, .plans, .methods: .billing
    case .prescriptions: .medicines
    case .summary: .summary
    case .results: .results
    case .reports: .reports
    case .notes: .notes
    case .documents, .shares: .documents
    case .messages: .messages
    case .forms: .forms
    }
  }

  /// The read models that answer it.
  var models: [any ReadModel.Type] {
    switch self {
    case .profile, .proxies: [Directory.self]
    case .appointments: [Visits.self]
    case .waitlist: [Waitlist.self]
    case .balance: [OpenStatements.self, StatementList.self, OpenPlans.self, PlanList.self]
    case .statements: [StatementList.self]
    case .payments: [PaymentList.self]
    case .plans: [PlanList.self]
    case .methods: [PaymentMethods.self]
    case .prescriptions: [PrescriptionList.self]
    case .summary: [HealthSummary.self, PrescriptionList.self]
    case .results, .reports, .notes, .documents: [RecordTimelines.self, RecordEntries.self]
    case .shares: [ShareList.self]
    case .messages: [Inbox.self, MessagePages.self]
    case .forms: [FormList.self]
    case .notices: [NoticeBox.self]
    }
  }
}
