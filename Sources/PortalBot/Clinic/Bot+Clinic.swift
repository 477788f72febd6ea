internal import Portal
internal import PortalDomain

/// Places, people, news and what to read: nothing of it is secret.
extension Bot {
  func showClinic(_ understanding: Understanding, _ turn: inout Turn) throws {
    let said = said(turn, understanding)
    let directory = try facts.directory()
    let places = directory.places.filter(\.isOpen)
    let day = said.times(facts.context).first(where: \.saysDay)?.days(facts.context).lowerBound
    let asked = OpeningDay(day ?? facts.context.today, today: facts.context.today)
    if said.says("urgent care") || said.has(["urgent", "emergency", "er"]) {
      turn.replies.append(phrases.urgentCare(places))
    } else if said.has(["specialty", "specialties", "specialists", "departments"]) {
      turn.replies.append(phrases.specialties(directory.specialties))
    } else if let place = places.first(where: { said.says($0.details.name) }) {
      turn.replies.append(
        phrases.place(place, asked, hasVideo: try facts.isOn(.videoVisits, at: place.id)))
    } else {
      turn.replies.append(phrases.places(places, asked))
    }
  }

  func showCareTeam(_ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.account)
    turn.replies.append(phrases.careTeam(try facts.careTeam(of: patient)))
  }

  func showNews(_ turn: inout Turn) throws {
    turn.replies.append(
      phrases.news(try facts.announcements(on: nil, at: nil, for: .patients)))
  }

  /// "What should I read?" brings what fits the patient; anything else what it's about.
  func showArticle(_ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn) throws
  {
    var reason: String?
    var article = facts.articles(matching: turn.text, limit: 1).first
    if article == nil, try agrees(turn, to: .healthDetailsByText),
      try isAllowed(.recordsSummary, turn)
    {
      let suggestion = try facts.articles(for: patient).first
      turn.told.insert(.summary)
      (article, reason) = (suggestion?.article, suggestion?.reason)
    }
    turn.replies.append(phrases.article(article))
    if let article {
      try ArticleFlow(article: article.id, reason: reason).proceed(self, patient, &turn)
    }
  }
}

/// The day whose opening hours are asked for.
struct OpeningDay {
  let weekday: Weekday
  /// `today`, or `Sat, Mar 7`.
  let spoken: String

  init(_ day: LocalDate, today: LocalDate) {
    weekday = Weekday(of: day)
    spoken = day == today ? "today" : day.spoken(today: today)
  }
}

extension Phrases {
  private func hours(_ place: Place, _ day: OpeningDay) -> String {
    let hours = place.hours(on: day.weekday)
    guard !hours.isEmpty else { return "closed \(day.spoken)" }
    return "open \(day.spoken) "
      + hours.map { "\($0.opens.spoken) to \($0.closes.spoken)" }.joined(separator: " and ")
  }

  func place(_ place: Place, _ day: OpeningDay, hasVideo: Bool) -> String {
    "\(place.details.name): \(place.details.address.line). Phone \(place.details.phone). "
      + "It is \(hours(place, day))."
      + (place.details.services.isEmpty
        ? "" : " It has \(place.details.services.joined(separator: ", ")).")
      + " Video visits are \(hasVideo ? "on" : "off")."
  }

  func places(_ places: [Place], _ day: OpeningDay) -> String {
    guard !places.isEmpty else { return "Please call \(clinic.phone)." }
    return "Our places:\n"
      + places.map { "\($0.details.name), \($0.details.phone), \(hours($0, day))" }
      .joined(separator: "\n")
      + "\nSay the name of one for its address."
  }

  func urgentCare(_ places: [Place]) -> String {
    let known = places.compactMap { place in
      place.details.urgentCare.map { "\(place.details.name): \($0)" }
    }
    return (known + ["In an emergency, call 911."]).joined(separator: "\n")
  }

  func specialties(_ specialties: [Specialty]) -> String {
    "We have " + specialties.map(\.name).joined(separator: ", ")
      + ". Say BOOK and one of them to see open times."
  }

  func careTeam(_ team: [Portal.CareTeamMember]) -> String {
    guard !team.isEmpty else {
      return "I see no care team for you yet. Please call \(clinic.phone)."
    }
    return "Your care team:\n"
      + team.map { "\($0.name), \($0.role)" }.joined(separator: "\n")
      + "\nTo write to them, say: message my care team."
  }

  func news(_ news: [Notices.AnnouncementPublished]) -> String {
    guard !news.isEmpty else { return "There is no news right now." }
    return news.prefix(3).map { "\($0.title): \($0.text)" }.joined(separator: "\n")
  }

  func article(_ article: Article?) -> String {
    guard let article else {
      return "I found nothing to read on that. Try one word, like: diabetes."
    }
    return "\(article.title): \(article.summary) (\(article.source))"
  }
}
