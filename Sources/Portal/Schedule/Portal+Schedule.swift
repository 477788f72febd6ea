internal import PortalDomain

/// The schedule: what is due follows from the log and the clock alone, so that nobody has to remember
/// when it was done last. Whoever was away for a day does what still makes sense, once.
extension Portal {
  /// What is due at this moment, in the order in which it's done. It changes nothing.
  ///
  /// - Throws: `LogError`.
  public func dueWork() throws -> [DueWork] {
    try PeriodicWork.allCases.compactMap { work in
      let count = try count(of: work)
      return count > 0 ? DueWork(work: work, count: count) : nil
    }
  }

  private func count(of work: PeriodicWork) throws -> Int {
    switch work {
    case .shares: try endedShares().count
    case .autoRefills: try autoRefillsDue().count
    case .billingDay: try lateBills().count + plansBehind().count
    case .cards: try cardsRunOut().count
    case .waitlist: try slotsToOffer().count
    case .payments: try unansweredPayments().count
    }
  }

  /// Does what is due of one kind. Several processes may do it at once: each thing is done once.
  ///
  /// - Returns: how much was done; for payments, how many have an answer now.
  /// - Throws: `LogError`.
  @discardableResult
  public func perform(_ work: PeriodicWork) async throws -> Int {
    let origin = Origin(actor: .system, channel: .system)
    return switch work {
    case .shares: try await expireShares(as: origin).count
    case .autoRefills: try await requestAutoRefills().count
    case .billingDay: try await closeBillingDay(as: origin).count
    case .cards: try await expireCards(as: origin).count
    case .waitlist: try await advanceWaitlist().count
    case .payments: try await resumePayments(as: origin)
    }
  }
}
