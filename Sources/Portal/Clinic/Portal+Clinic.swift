internal import EventStore
internal import PortalCrypto
public import PortalDomain
internal import Projections

/// The clinic's directory.
extension Portal {
  /// The places, in the order of their names; those that are closed are left out unless asked for.
  public func places(includingClosed: Bool = false) throws -> [Place] {
    try directory().places.filter { $0.isOpen || includingClosed }
  }

  /// A place; `nil` for one that isn't known.
  public func place(_ id: PlaceID) throws -> Place? {
    if case .place(let place) = try directoryRow(ClinicDirectory.name(of: id)) { return place }
    return nil
  }

  /// The fields of medicine that the clinic has, in the order of their names.
  public func specialties() throws -> [Specialty] { try directory().specialties }

  /// Those who treat patients, in the order of their names.
  ///
  /// - Parameters:
  ///   - specialty: only those of one field.
  ///   - place: only those who see patients at one place.
  ///   - mode: only those who see patients this way.
  public func providers(
    specialty: String? = nil, place: PlaceID? = nil, mode: VisitMode? = nil
  ) throws -> [Provider] {
    try directory().providers.filter { provider in
      specialty.map { $0 == provider.specialty } ?? true
        && place.map(provider.places.contains) ?? true
        && mode.map(provider.modes.contains) ?? true
    }
  }

  /// Somebody who treats patients; `nil` for nobody known.
  public func provider(_ id: ProviderID) throws -> Provider? {
    if case .provider(let provider) = try directoryRow(ClinicDirectory.name(of: id)) {
      return provider
    }
    return nil
  }

  /// Whether a part of the portal is on.
  ///
  /// - Parameters:
  ///   - feature: which one.
  ///   - place: where; `nil` for what belongs to no place.
  public func isOn(_ feature: PortalFeature, at place: PlaceID? = nil) throws -> Bool {
    try featureSwitches().isOn(feature, at: place)
  }

  /// Which parts of the portal are on where.
  public func featureSwitches() throws -> FeatureSwitches {
    if case .switches(let switches) = try directoryRow(ClinicDirectory.switchesKey) {
      return switches
    }
    return FeatureSwitches()
  }

  /// All of the directory at one moment, in the order of names.
  public func directory() throws -> Clinic.State {
    try log.views { rows, snapshot in
      let reader = engine.reader(ClinicDirectory.self)
      guard let encoded = try reader.encodedRows(of: .clinic, rows, snapshot) else {
        return Self.directory(of: try reader.rows(of: .clinic, rows, snapshot))
      }
      // One message asks for it several times, and it hardly ever changes.
      if let last = lastDirectory.withLock({ $0 }), last.rows == encoded { return last.directory }
      let directory = Self.directory(of: try encoded.map(reader.decode))
      lastDirectory.withLock { $0 = (encoded, directory) }
      return directory
    }
  }

  private static func directory(of rows: [ClinicDirectory.Row]) -> Clinic.State {
    var directory = Clinic.State()
    for row in rows {
      switch row {
      case .place(let place): directory.places.append(place)
      case .specialty(let specialty): directory.specialties.append(specialty)
      case .provider(let provider): directory.providers.append(provider)
      case .switches(let switches): directory.switches = switches
      }
    }
    directory.places.sort { ($0.details.name, $0.id.value) < ($1.details.name, $1.id.value) }
    directory.specialties.sort { $0.name < $1.name }
    directory.providers.sort { ($0.name, $0.id.value) < ($1.name, $1.id.value) }
    return directory
  }

  private func directoryRow(_ name: String) throws -> ClinicDirectory.Row? {
    try log.views { rows, snapshot in
      try engine.reader(ClinicDirectory.self).row(name, of: .clinic, rows, snapshot)
    }
  }
}
