internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Threads between patients and their care team.
extension Portal {
  /// A patient's threads, those with something new first by its time.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - page: 0 for the newest ones.
  public func threads(of patient: PatientID, page: Int? = nil) throws -> [Messages.Thread] {
    let rows = try log.views { rows, snapshot in
      try engine.reader(Inbox.self).rows(of: .patient(patient), rows, snapshot)
    }
    let threads = rows.compactMap { row in
      if case .thread(let thread) = row { thread } else { nil }
    }.sorted { ($1.lastAt, $0.id.value) < ($0.lastAt, $1.id.value) }
    guard let page else { return threads }
    let size = policy.records.pageSize
    return Array(threads.dropFirst(max(0, page) * size).prefix(size))
  }

  /// One thread; `nil` where the patient has none of that name.
  public func thread(_ id: ThreadID, of patient: PatientID) throws -> Messages.Thread? {
    let row = try log.views { rows, snapshot in
      try engine.reader(Inbox.self).row(
        Inbox.threadKey(id), of: .patient(patient), rows, snapshot)
    }
    if case .thread(let thread) = row { return thread }
    return nil
  }

  /// The newest messages of a thread, the oldest of them first.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - patient: whose it is.
  ///   - limit: how many at most.
  public func messages(
    in id: ThreadID, of patient: PatientID, limit: Int = 20
  ) throws -> [Messages.Message] {
    guard let thread = try thread(id, of: patient), thread.count > 0, limit > 0 else { return [] }
    let first = max(0, thread.count - limit)
    let pages = first / MessagePages.pageSize...(thread.count - 1) / MessagePages.pageSize
    let messages = try log.views { rows, snapshot in
      try pages.flatMap { page in
        try engine.reader(MessagePages.self).row(
          MessagePages.key(id, page: page), of: .patient(patient), rows, snapshot) ?? []
      }
    }
    return messages.filter { $0.number >= first }
  }

  func allMessages(
    of thread: Messages.Thread, _ patient: PatientID
  ) throws -> [Messages.Message] {
    try messages(in: thread.id, of: patient, limit: thread.count)
  }

  /// How many messages of the care team a patient has not read.
  public func unreadMessages(of patient: PatientID) throws -> Int {
    let row = try log.views { rows, snapshot in
      try engine.reader(Inbox.self).row(Inbox.unreadKey, of: .patient(patient), rows, snapshot)
    }
    if case .unread(let count) = row { return count }
    return 0
  }

  /// A thread in which an answer of the care team is due.
  public struct QueuedThread: Sendable {
    public let patient: PatientID
    public let thread: Messages.Thread
    public let dueAt: Date
    public let isOverdue: Bool
  }

  /// The threads that wait for the care team, those due soonest first.
  public func messageQueue() throws -> [QueuedThread] {
    let now = clock()
    let rows = try log.views { rows, snapshot in
      try engine.reader(MessageQueue.self).rows(of: .clinic, rows, snapshot)
    }
    return try rows.compactMap { row in
      try thread(row.thread, of: row.patient).map { thread in
        QueuedThread(
          patient: row.patient, thread: thread, dueAt: row.dueAt, isOverdue: row.dueAt < now)
      }
    }.sorted { ($0.dueAt, $0.thread.id.value) < ($1.dueAt, $1.thread.id.value) }
  }

  /// Whether a thread is for one of the staff; whoever else asks was let through elsewhere.
  public func isMeant(_ thread: Messages.Thread, for origin: Origin) throws -> Bool {
    guard case .staff(let name) = origin.actor else { return true }
    return try !thread.to.staff.isDisjoint(with: staffMember(acting: name).roles)
  }

  /// Whose a thread is that waits for the care team.
  public func patient(ofThread id: ThreadID) throws -> PatientID? {
    try log.views { rows, snapshot in
      try engine.reader(MessageQueue.self).row(id.value, of: .clinic, rows, snapshot)
    }?.patient
  }
}
