internal import Foundation
public import PortalDomain

/// Who writes e-mail.
public struct MailSender: Hashable, Sendable {
  public var address: EmailAddress
  public var name: String

  public init(_ address: EmailAddress, name: String) {
    self.address = address
    self.name = name
  }
}

/// An e-mail as it's handed over (RFC 5322), with nothing in its header that could end a line of it.
struct MailText {
  private let header: [(String, String)]
  private let body: String

  /// - Returns: `nil` where the address is none.
  init?(_ message: OutgoingMessage, from sender: MailSender, at now: Date) {
    guard let to = EmailAddress(message.to) else { return nil }
    let host = sender.address.value.split(separator: "@").last ?? "localhost"
    header = [
      ("From", "\(Self.words(sender.name)) <\(sender.address)>"),
      ("To", "<\(to)>"),
      ("Subject", Self.words(message.subject)),
      ("Date", Self.date(now)),
      // The same for every try, so that a mail system that knows it already may drop it.
      ("Message-ID", "<\(Self.identifier(message.key))@\(host)>"),
      ("Auto-Submitted", "auto-generated"),
      ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=utf-8"),
      ("Content-Transfer-Encoding", "base64"),
    ]
    body = Data(message.text.utf8).base64EncodedString()
  }

  /// - Parameter lineEnd: what a line ends with: `\r\n` in a file, `\n` for `sendmail`.
  func text(lineEnd: String) -> String {
    var lines = header.map { "\($0): \($1)" }
    lines.append("")
    var rest = Substring(body)
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    // A word of a header that had to be cut goes on in a line of its own.
    return lines.map { $0.replacing("\n ", with: lineEnd + " ") + lineEnd }.joined()
  }

  /// Words of a header, encoded (RFC 2047) unless they are letters, digits and spaces: so neither a
  /// line's end nor anything else in them means anything.
  static func words(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == " ")
    }
    if isPlain, text.count <= 60 { return text }
    var words: [String] = []
    var part = ""
    for character in text {
      if part.utf8.count + character.utf8.count > 42, !part.isEmpty {
        words.append(part)
        part = ""
      }
      part.append(character)
    }
    return (words + [part]).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
      .joined(separator: "\n ")
  }

  private static func identifier(_ key: String) -> String {
    key.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
  }

  /// `Mon, 02 Mar 2026 16:00:00 +0000`
  private static func date(_ instant: Date) -> String {
    let style = Date.VerbatimFormatStyle(
      format: """
        \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \
        \(year: .padded(4)) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
        \(minute: .twoDigits):\(second: .twoDigits) +0000
        """,
      locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
      calendar: Calendar(identifier: .gregorian))
    return instant.formatted(style)
  }
}
