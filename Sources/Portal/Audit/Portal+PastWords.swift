internal import Foundation
internal import PortalDomain

/// What stands in a patient's views, in words and whole. It shows what the views show at the moment,
/// whichever moment that is.
extension Portal {
  func things(of patient: PatientID, in view: PastView) throws -> [Thing] {
    switch view {
    case .profile: try profile(of: patient).map { [try Thing($0, Self.words($0))] } ?? []
    case .proxies: try proxies(of: patient).map { try Thing($0, Self.words($0)) }
    case .appointments:
      try allVisits(of: patient).map {
        try Thing($0, "\(try spoken($0.slot)), \($0.stage.spoken)")
      }
    case .waitlist:
      try waits(of: patient).map {
        try Thing($0, "\($0.line.specialty), since \($0.line.joinedOn): \($0.stage.rawValue)")
      }
    case .balance: [try balanceThing(of: patient)]
    case .statements, .payments, .plans, .methods: try bills(of: patient, in: view)
    case .prescriptions:
      try prescriptions(of: patient).prescriptions.map { try Thing($0, Self.words($0)) }
    case .summary:
      try summary(of: patient).items.map { try Thing($0, "\($0.kind.rawValue): \($0.title)") }
    case .results: try all { try results(of: patient, page: $0) }
    case .reports: try all { try reports(of: patient, page: $0) }
    case .notes: try all { try visitNotes(of: patient, page: $0) }
    case .documents: try all { try documents(of: patient, page: $0) }
    case .shares:
      try shares(of: patient).map {
        try Thing(ShareValue($0), "\($0.recipient), until \($0.expiresAt.formatted(.iso8601))")
      }
    case .messages: try letters(of: patient)
    case .forms:
      try pages { try forms(of: patient, page: $0, size: 200) }.map {
        try Thing(
          $0, "\($0.questionnaire.title), assigned on \($0.assignedOn): \($0.stage.rawValue)")
      }
    case .notices:
      try notices(of: patient, limit: 200).map {
        try Thing($0, "\($0.due.formatted(.iso8601))  \($0.kind.rawValue): \($0.stateWord)")
      }
    }
  }

  // MARK: Lists in pages

  private func pages<Item>(_ page: (Int) throws -> Page<Item>) throws -> [Item] {
    let first = try page(1)
    return try first.items + (1..<max(1, first.pages)).flatMap { try page($0 + 1).items }
  }

  private func all(_ page: (Int) throws -> [Records.Entry]) throws -> [Thing] {
    var found: [Thing] = []
    for number in 0... {
      let entries = try page(number)
      found += try entries.map { try Thing($0, Self.words($0)) }
      if entries.count < policy.records.pageSize { break }
    }
    return found
  }

  // MARK: Money

  private struct BalanceValue: Encodable {
    let total, pending, pastDue: Money
    let nextDue: LocalDate?
    let statements: [StatementID]
    let plan: PlanID?
  }

  private func balanceThing(of patient: PatientID) throws -> Thing {
    let balance = try balance(of: patient)
    let due = balance.nextDue.map { ", next due on \($0)" } ?? ""
    return try Thing(
      BalanceValue(
        total: balance.total, pending: balance.pending, pastDue: balance.pastDue,
        nextDue: balance.nextDue, statements: balance.open.map(\.id), plan: balance.plan?.id),
      "\(balance.total) owed, \(balance.pastDue) of it past due, \(balance.pending) being paid\(due)"
    )
  }

  private func bills(of patient: PatientID, in view: PastView) throws -> [Thing] {
    switch view {
    case .statements:
      try pages { try statements(of: patient, page: $0, size: 200) }.map {
        try Thing($0, "\($0.id), due on \($0.dueOn): \($0.owed) of \($0.charges) owed")
      }
    case .payments:
      try pages { try payments(of: patient, page: $0, size: 200) }.map {
        try Thing(
          $0,
          "\($0.id), asked for on \($0.charge.requestedOn): \($0.charge.amount), \($0.stage.rawValue)"
        )
      }
    case .plans:
      try pages { try plans(of: patient, page: $0, size: 200) }.map {
        try Thing($0, "\($0.id): \($0.total) in \($0.instalments.count), \($0.stage.rawValue)")
      }
    default: try methods(of: patient).map { try Thing(MethodValue($0), $0.label) }
    }
  }

  /// A card or account without the token that it can be charged by.
  private struct MethodValue: Encodable {
    let id: MethodID
    let kind: Billing.MethodKind
    let brand, lastFour: String
    let expires: Billing.CardExpiry?

    init(_ method: Billing.Method) {
      id = method.id
      kind = method.kind
      brand = method.brand
      lastFour = method.lastFour
      expires = method.expires
    }
  }

  /// A share without what its code is checked by.
  private struct ShareValue: Encodable {
    let id: ShareID
    let recipient: String
    let scope: Shares.Scope
    let createdAt, expiresAt: Date
    let uses: Int
    let lastUsedAt, revokedAt: Date?

    init(_ share: Shares.Share) {
      id = share.id
      recipient = share.recipient
      scope = share.scope
      createdAt = share.createdAt
      expiresAt = share.expiresAt
      uses = share.uses
      lastUsedAt = share.lastUsedAt
      revokedAt = share.revokedAt
    }
  }

  // MARK: Messages

  private struct Letter: Encodable {
    let thread: Messages.Thread
    let messages: [Messages.Message]
  }

  private func letters(of patient: PatientID) throws -> [Thing] {
    try threads(of: patient).map { thread in
      let messages = try allMessages(of: thread, patient)
      let unread = thread.unreadByPatient == 0 ? "" : ", \(thread.unreadByPatient) unread"
      return try Thing(
        Letter(thread: thread, messages: messages),
        "\(thread.subject): \(messages.count) messages, the last on "
          + "\(thread.lastAt.formatted(.iso8601))\(unread)")
    }
  }

  // MARK: Words

  private func allVisits(of patient: PatientID) throws -> [Visit] {
    let calendar = try appointments(of: patient)
    return calendar.upcoming + calendar.past
  }

  private static func words(_ profile: Profile) -> String {
    let ways = [profile.phone?.value, profile.email?.value].compactMap(\.self)
    return "\(profile.fullName), born on \(profile.birthDate), "
      + (ways.isEmpty ? "no address" : ways.joined(separator: ", "))
  }

  private static func words(_ grant: Proxies.Grant) -> String {
    "\(grant.proxy), \(grant.scope.rawValue), from \(grant.startsOn)"
      + (grant.endsOn.map { " until \($0)" } ?? "")
  }

  private static func words(_ prescription: Prescriptions.Prescription) -> String {
    let left = prescription.refillsLeft.map { ", refills left: \($0)" } ?? ""
    let open = prescription.openRequest.map {
      ", \($0.kind.rawValue) \($0.id) \($0.stage.rawValue)"
    }
    let filled = prescription.lastFilledOn.map { ", last filled on \($0)" } ?? ""
    return prescription.medicine.label + (prescription.isActive ? "" : ", stopped") + filled + left
      + (open ?? "")
  }

  private static func words(_ entry: Records.Entry) -> String {
    let value =
      switch entry.content {
      case .result(let result): " \(result.label)"
      case .vital(let vital): " \(vital.label)"
      default: ""
      }
    let day = entry.happenedAt.map { "\($0.formatted(.iso8601))  " } ?? ""
    return "\(day)\(entry.title)\(value)"
  }
}

extension Records.Summary {
  /// All that isn't a medicine.
  fileprivate var items: [Records.Entry] {
    conditions + pastConditions + allergies + immunizations + vitals
  }
}

extension Notice {
  fileprivate var stateWord: String {
    switch state {
    case .waiting: "waiting"
    case .claimed: "being sent"
    case .sent(let at): "sent at \(at.formatted(.iso8601))"
    case .failed: "failed, to be tried again"
    case .gaveUp: "given up"
    case .suppressed(let reason): "not sent: \(reason.rawValue)"
    case .dropped: "dropped"
    }
  }
}
