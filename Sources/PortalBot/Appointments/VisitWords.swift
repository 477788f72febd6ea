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
    return query.with(said.times(context), context)
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
