extension Proxies: Retraceable {
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    guard let event = event as? Granted else { return [] }
    let grant = event.grant
    var wish = Wish(
      patient: grant.patient, proxy: grant.proxy, relation: grant.relation, scope: grant.scope,
      startsOn: grant.startsOn)
    // Where a child comes of age then, no end was wished for.
    let unlimited = Cause(Command.grant(wish), identifier: grant.id.value)
    wish.endsOn = grant.endsOn
    return [unlimited, Cause(.grant(wish), identifier: grant.id.value)]
  }
}

extension Account: Retraceable {
  /// What is recorded of a wrong PIN is that it was wrong, and until when no further one is taken.
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as SignInFailed: [Cause(.signIn(event.patient, pinMatches: false))]
    case let event as SignedIn: [Cause(.signIn(event.patient, pinMatches: true))]
    default: []
    }
  }
}

extension OneTimeCodes: Retraceable {
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    guard let event = event as? CodeIssued else { return [] }
    return [
      Cause(
        .issue(
          event.patient, event.code, event.purpose, hash: event.hash, linkHash: event.linkHash,
          to: event.to), at: event.issuedAt)
    ]
  }
}
