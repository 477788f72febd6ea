public import Foundation

extension Notice {
  /// What is sent, in words.
  ///
  /// - Parameters:
  ///   - language: the patient's.
  ///   - clinic: who writes.
  ///   - now: the moment of sending.
  ///   - zone: where the clinic's clocks hang.
  public func text(
    in language: Preferences.Language, from clinic: ClinicProfile, now: Date, _ zone: TimeZone
  ) -> String {
    let today = LocalDate(now, in: zone)
    var text = NoticeTemplates.template(kind, in: language) ?? ""
    for (name, value) in parameters {
      let words =
        switch value {
        case .text(let text): text
        case .day(let day): language.day(day, today: today)
        case .time(let instant): language.time(instant, today: today, in: zone)
        case .cents(let cents): "$\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        }
      text = text.replacing("{\(name)}", with: words)
    }
    return text.replacing("{clinic}", with: clinic.name).replacing("{phone}", with: clinic.phone)
  }
}

/// The alphabet of text messages (3GPP TS 23.038, 6.2.1). One character outside of it, and a message
/// has room for 70 characters instead of 160.
public enum TextAlphabet {
  /// How many characters one message holds.
  public static let messageLength = 160

  /// How many characters' room a text takes; `nil` where it has one outside of the alphabet.
  public static func length(of text: String) -> Int? {
    var length = 0
    for character in text.unicodeScalars {
      if basic.contains(character) {
        length += 1
      } else if extended.contains(character) {
        length += 2
      } else {
        return nil
      }
    }
    return length
  }

  private static let basic = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended = Set("\u{c}^{}\\[~]|€".unicodeScalars)
}
