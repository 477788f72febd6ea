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
        case .cents(let cents): "$\(cents / 100).\((cents % 100).twoDigits)"
        }
      text = text.replacing("{\(name)}", with: words)
    }
    return text.replacing("{clinic}", with: clinic.name).replacing("{phone}", with: clinic.phone)
  }
}
