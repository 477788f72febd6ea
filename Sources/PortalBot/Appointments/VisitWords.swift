internal import PortalDomain

/// Reads what a message says about a visit: with whom, where, when.
enum VisitWords {
  static func reading(
    _ said: Said, into query: SlotQuery, _ directory: Clinic.State, _ context: Context
  ) throws -> SlotQuery {
    var query = query
    if let provider = provider(said, directory) {
      query.provider = provider.id
      query.specialty = provider.specialty
    } else if let specialty = specialty(said, directory) {
      if query.specialty != specialty { query.provider = nil }
      query.specialty = specialty
    }
    if let place = directory.places.first(where: { said.says($0.details.name) }) {
      query.place = place.id
    }
    if said.has(["video", "virtual", "telehealth", "online", "zoom"]) { query.mode = .video }
    if said.says("in person") || said.says("face to face") { query.mode = .inPerson }
    return timed(said, query, context)
  }

  private static func timed(
    _ said: Said, _ query: SlotQuery, _ context: Context
  ) -> SlotQuery {
    var (from, through): (LocalDate?, LocalDate?)
    var parts: Set<PartOfDay> = []
    var time: LocalTime?
    for entity in said.understanding.entities {
      switch entity.kind {
      case .date:
        if let days = DayReader.days(entity.value, today: context.today) {
          from = min(from ?? days.lowerBound, days.lowerBound)
          through = max(through ?? days.upperBound, days.upperBound)
        }
        if let part = entity.value.split(separator: " ").last.flatMap({
          DayReader.part(String($0))
        }) {
          parts.insert(part)
        }
      case .time:
        if let part = DayReader.part(entity.value) {
          parts.insert(part)
        } else {
          time = time ?? DayReader.time(entity.value)
        }
      default: break
      }
    }
    guard from != nil || !parts.isEmpty || time != nil else { return query }
    var (earliest, latest) = (query.earliest, query.latest)
    if let time {
      earliest = said.has(["before", "until", "by"]) ? nil : time
      latest = said.has(["after", "from", "past", "later"]) ? nil : time
    } else if !parts.isEmpty {
      (earliest, latest) = (nil, nil)
    }
    let isOpenEnded = said.has(["after", "from", "starting"]) && from != nil && time == nil
    return SlotQuery(
      specialty: query.specialty, provider: query.provider, place: query.place, mode: query.mode,
      from: from ?? query.from, through: isOpenEnded ? nil : through ?? query.through,
      partsOfDay: parts.isEmpty && time == nil ? Set(query.partsOfDay) : parts,
      earliest: earliest, latest: latest)
  }

  /// By the family name: `dr chen`.
  static func provider(_ said: Said, _ directory: Clinic.State) -> Provider? {
    let named = directory.providers.filter { provider in
      provider.name.split(separator: " ").last.map { said.says(String($0)) } ?? false
    }
    return named.count == 1 ? named[0] : nil
  }

  static func specialty(_ said: Said, _ directory: Clinic.State) -> String? {
    directory.specialties.first { specialty in
      ([specialty.name] + specialty.alsoCalled).contains(where: said.says)
    }?.name
  }
}
