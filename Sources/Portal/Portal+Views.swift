internal import EventStore
public import PortalDomain
internal import Projections

/// The read models.
extension Portal {
  /// The last turn of a phone's conversation.
  public func lastReply(to phone: PhoneNumber) throws -> Conversations.Replied? {
    let query = Query(types: [Conversations.Replied.name], tags: ["conversation:\(phone)"])
    return try log.read(query, backwards: true, limit: 1).first?.event
      .flatMap(EventCoding.decode) as? Conversations.Replied
  }
}
