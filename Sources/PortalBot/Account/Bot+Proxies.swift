internal import PortalDomain

/// Acting for a child or a parent.
extension Bot {
  /// "for Mia" turns the talk to Mia, "for me" back.
  func turnToOther(_ understanding: Understanding, _ turn: inout Turn) throws {
    guard let session = turn.dialogue.session else { return }
    let said = said(turn, understanding)
    if session.concerns != nil,
      said.says("for me") || said.says("for myself") || said.says("para mi")
    {
      turn.dialogue.session?.concerns = nil
      turn.dialogue.undo = nil
      turn.replies.append(phrases.aboutYou)
      return
    }
    for grant in try facts.principals(of: session.patient) where grant.patient != session.concerns {
      guard let name = try facts.profile(of: grant.patient)?.givenName,
        said.says("for \(name)") || said.says("para \(name)") || said.says("por \(name)")
          || said.says("\(name)'s") || said.says("\(name)s")
          || turn.dialogue.question == nil && said.names(name)
      else { continue }
      turn.dialogue.session?.concerns = grant.patient
      turn.dialogue.undo = nil
      turn.replies.append(phrases.about(name))
      return
    }
  }

  /// What was asked about one is not asked about another: of what is open only a question stays that
  /// reads back nothing, about something that may be done for whom it's about now.
  ///
  /// - Returns: whether it stays.
  func keepsQuestion(_ understanding: Understanding, _ turn: inout Turn) throws -> Bool {
    turn.dialogue.suspended = nil
    let isOpen =
      switch turn.dialogue.question {
      case .options, .open: true
      default: false
      }
    let isWithin = try turn.dialogue.wish.map { try isAllowed($0, turn) } ?? true
    guard !isOpen || !isWithin || wantsOther(understanding, turn) else { return true }
    (turn.dialogue.question, turn.dialogue.queue) = (nil, [])
    return false
  }

  func tellForWhom(_ turn: inout Turn) throws {
    guard let session = turn.dialogue.session else { return }
    let names = try facts.principals(of: session.patient).compactMap {
      try facts.profile(of: $0.patient)?.givenName
    }
    turn.replies.append(phrases.forWhom(names))
  }

  /// Whether who speaks may see this of whom the talk is about.
  func isAllowed(_ intent: Intent, _ turn: Turn) throws -> Bool {
    guard let session = turn.dialogue.session, let other = session.concerns,
      let matter = Bot.matter(of: intent)
    else { return true }
    return try facts.may(session.patient, actFor: other, in: matter)
  }

  private static func matter(of intent: Intent) -> Disclosures.Matter? {
    switch intent.rawValue.prefix(while: { $0 != "." }) {
    case "prescriptions": .medicines
    case "appointments": .appointments
    case "billing": .billing
    case "messages": .messages
    case "forms": .forms
    // What somebody reads by text and how they prove who they are is their own.
    case "account": intent == .accountUpdateContact ? .account : nil
    case "records":
      switch intent {
      case .recordsReports: .reports
      case .recordsVisitNotes: .notes
      case .recordsSummary, .recordsShare, .recordsDownload: .summary
      default: .results
      }
    case "clinic": intent == .clinicCareTeam ? .account : nil
    default: nil
    }
  }
}

extension Said {
  /// Whether somebody is named ("what does Jun take"), and no month ("on jun 5").
  fileprivate func names(_ name: String) -> Bool {
    let words = words
    guard let place = words.firstIndex(of: name.lowercased()) else { return false }
    let around = words[max(0, place - 1)..<min(words.count, place + 2)]
    return !around.contains { $0.contains(where: \.isNumber) }
      && !around.contains {
        ["on", "in", "by", "until", "of", "next", "late", "early"].contains($0)
      }
  }
}

extension Phrases {
  var aboutYou: String { say(.aboutYou) }
  func about(_ name: String) -> String { say(.aboutOther, ["name": name]) }
  func forWhom(_ names: [String]) -> String {
    guard let first = names.first else { return say(.actsForNobody) }
    return say(.actsFor, ["names": names.joined(separator: ", "), "name": first])
  }
}
