/// Which resource of a bundle a reference means.
///
/// Source: HL7 FHIR R4, Bundle, "Resolving references in Bundles".
struct References {
  private let entries: [BundleEntry]
  /// The positions of the entries by what they may be called: `urn:uuid:…`, `Patient/…`.
  private var positions: [String: Int] = [:]

  /// - Throws: ``FHIRError`` where two entries have the same address.
  init(_ entries: [BundleEntry]) throws(FHIRError) {
    self.entries = entries
    for (index, entry) in entries.enumerated() {
      if let url = entry.fullUrl, positions.updateValue(index, forKey: url) != nil {
        throw FHIRError(
          place: "Bundle.entry[\(index)].fullUrl", message: "expected one that no entry before has")
      }
    }
    for (index, entry) in entries.enumerated() {
      guard let id = entry.resource.id else { continue }
      let other = positions.updateValue(index, forKey: "\(entry.resource.type)/\(id)")
      if let other, other != index {
        throw FHIRError(
          place: "Bundle.entry[\(index)].resource.id",
          message: "expected one that no other entry has")
      }
    }
  }

  /// - Returns: the resource, or `nil` where it is none of the bundle.
  subscript(reference: Reference?) -> Resource? {
    guard let address = reference?.reference else { return nil }
    let unversioned = address.prefix(
      upTo: address.firstRange(of: "/_history/")?.lowerBound
        ?? address.endIndex)
    return positions[String(unversioned)].map { entries[$0].resource }
  }
}
