internal import EventStore
public import PortalDomain
internal import Projections

/// Cards whose last month is over.
extension Portal {
  /// Notes of each card whose month is over that it ran out, and so its patient is told; a worker does
  /// this once in a while.
  ///
  /// A card runs out by itself: no payment is asked of it any more, noted or not.
  ///
  /// - Returns: what was recorded.
  /// - Throws: `LogError`.
  @discardableResult
  public func expireCards(as origin: Origin) async throws -> [RecordedChange] {
    var changes: [RecordedChange] = []
    for card in try cardsRunOut() {
      changes += try await performUnlessRefused(.expireMethod(card.patient, card.id), as: origin)
    }
    return changes
  }

  /// The cards on file that lately ran out, and of which that isn't noted yet.
  func cardsRunOut() throws -> [Billing.Method] {
    let today = context.today
    let months = (1...policy.billing.expiredCardMonths).map {
      Billing.CardExpiry(today.adding(months: -$0))
    }
    return try log.views { rows, snapshot in
      let methods = engine.reader(PaymentMethods.self)
      let names = months.flatMap { month in
        (0..<CardExpiries.shards).map { CardExpiries.key(month, shard: $0) }
      }
      return try engine.reader(CardExpiries.self).rows(names, of: .clinic, rows, snapshot)
        .flatMap(\.self)
        .compactMap { try methods.row($0.method.value, of: .patient($0.patient), rows, snapshot) }
    }.filter { !$0.isMarkedExpired && $0.isExpired(on: today) }
  }
}
