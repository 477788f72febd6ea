internal import Foundation
internal import PortalDomain

/// Filling in what the catalogues say.
extension Phrases {
  /// The text of a catalogue, in the language that is spoken.
  ///
  /// - Parameters:
  ///   - key: which one.
  ///   - values: what stands for the names in braces, beside the clinic's name and phone.
  func say(_ key: PhraseKey, _ values: [String: String] = [:]) -> String {
    let text = Phrases.text(key, in: language)
    // From left to right, once: what is filled in may have braces of its own.
    var said = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      said += rest[..<open] + value(name, values)
      rest = rest[rest.index(after: close)...]
    }
    return said + rest
  }

  static func text(_ key: PhraseKey, in language: Preferences.Language) -> String {
    switch language {
    case .english: EnglishPhrases.texts[key] ?? ""
    case .spanish: SpanishPhrases.texts[key] ?? ""
    }
  }

  private func value(_ name: String, _ values: [String: String]) -> String {
    switch name {
    case "clinic": clinic.name
    case "phone": clinic.phone
    default: values[name] ?? ""
    }
  }

  func day(_ day: LocalDate, _ today: LocalDate) -> String { language.day(day, today: today) }
}

extension Bot {
  /// A time, as the patient is told it.
  func spoken(_ slot: Slot) throws -> String {
    guard phrases.language != .english else { return try facts.spoken(slot) }
    let (directory, context) = (try facts.directory(), facts.context)
    let time = phrases.language.time(slot.start, today: context.today, in: context.timeZone)
    let provider = directory[slot.provider]?.name ?? slot.provider.value
    let place = directory[slot.place]?.details.name ?? slot.place.value
    let values = ["time": time, "provider": provider, "place": place]
    return switch slot.mode {
    case .inPerson: phrases.say(.withProviderAt, values)
    case .video: phrases.say(.withProviderByVideo, values)
    }
  }
}
