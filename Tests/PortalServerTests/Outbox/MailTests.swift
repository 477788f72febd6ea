import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

@Suite struct MailTests {
  let sender: MailSender
  let now = Date(timeIntervalSince1970: 1_772_467_200)

  init() throws {
    sender = MailSender(try #require(EmailAddress("portal@example.org")), name: "Riverbend Clinic")
  }

  func message(
    to: String = "maria@example.org", subject: String = "Riverbend Clinic", text: String = "Hola"
  ) -> OutgoingMessage {
    OutgoingMessage(to: to, subject: subject, text: text, key: "42.refillShipped")
  }

  @Test func `An e-mail is what the standard says`() throws {
    let mail = try #require(MailText(message(text: "Su cita: mañana"), from: sender, at: now))
    #expect(
      mail.text(lineEnd: "\n") == """
        From: Riverbend Clinic <portal@example.org>
        To: <maria@example.org>
        Subject: Riverbend Clinic
        Date: Mon, 02 Mar 2026 16:00:00 +0000
        Message-ID: <42.refillShipped@example.org>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        U3UgY2l0YTogbWHDsWFuYQ==

        """)
  }

  @Test(arguments: [
    "Bill\nBcc: thief@example.org", "Bill\r\nBcc: thief@example.org\r\n\r\nbody",
    "Bill\rBcc: thief@example.org", "Señal \u{2028} Bcc: x", String(repeating: "añb ", count: 60),
  ])
  func `Nothing in a subject ends its line`(subject: String) throws {
    let mail = try #require(MailText(message(subject: subject), from: sender, at: now))
    let lines = mail.text(lineEnd: "\r\n").components(separatedBy: "\r\n")
    let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }
      .map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
      ])
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains { $0.isNewline } })
    // And it says what it said.
    let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
    let rest = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
    let words = ([String(lines[start].dropFirst(9))] + rest.map { String($0.dropFirst()) })
      .compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }
    #expect(String(decoding: Data(words.joined()), as: UTF8.self) == subject)
  }

  @Test(arguments: ["maria", "maria@example.org\nBcc: x@example.org", "a@b.c, d@e.f", ""])
  func `What is no address gets no e-mail`(to: String) async {
    #expect(MailText(message(to: to), from: sender, at: now) == nil)
    await #expect(throws: DeliveryFailure("badAddress", .none)) {
      try await SendmailCarrier(SendmailOptions(sender: sender)).send(message(to: to))
    }
  }

  @Test func `The same e-mail again is the same file, which nobody else may read`() async throws {
    let folder = QuickFolder()
    let carrier = FileCarrier(folder: folder.path + "/mail", sender: sender)
    for _ in 0..<2 { try await carrier.send(message()) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mail")
    #expect(files.count == 1 && files[0].hasSuffix(".eml") && !files[0].contains("refill"))
    let path = folder.path + "/mail/" + files[0]
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("To: <maria@example.org>\r\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    withExtendedLifetime(folder) {}
  }

  /// A mail system of a shell script.
  func sendmail(_ script: String, in folder: QuickFolder) throws -> SendmailCarrier {
    let program = folder.path + "/sendmail"
    try "#!/bin/sh\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    var options = SendmailOptions(sender: sender)
    options.program = program
    options.timeLimit = .seconds(20)
    return SendmailCarrier(options)
  }

  @Test
  func `The machine's mail system gets it on its standard input, and no address as an argument`()
    async throws
  {
    let folder = QuickFolder()
    let carrier = try sendmail(#"echo "$@" > "$0.args"; cat > "$0.mail""#, in: folder)
    try await carrier.send(message(to: "-oi@example.org"))
    let arguments = try String(contentsOfFile: folder.path + "/sendmail.args", encoding: .utf8)
    let mail = try String(contentsOfFile: folder.path + "/sendmail.mail", encoding: .utf8)
    #expect(arguments == "-t -i\n")
    #expect(mail.contains("To: <-oi@example.org>\n") && !mail.contains("\r"))
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    ("cat > /dev/null; exit 75", DeliveryFailure.Remedy.again()), ("exit 67", .none),
    ("kill -9 $$", .again()),
  ])
  func `What the mail system doesn't take is tried again where that is of use`(
    script: String, remedy: DeliveryFailure.Remedy
  ) async throws {
    let folder = QuickFolder()
    let carrier = try sendmail(script, in: folder)
    let failure = await #expect(throws: DeliveryFailure.self) { try await carrier.send(message()) }
    #expect(failure?.remedy == remedy)
    withExtendedLifetime(folder) {}
  }

  @Test func `A mail system that hangs is stopped`() async throws {
    let folder = QuickFolder()
    var options = SendmailOptions(sender: sender)
    options.program = folder.path + "/sendmail"
    options.timeLimit = .milliseconds(300)
    _ = try sendmail("exec sleep 60", in: folder)
    let start = ContinuousClock.now
    await #expect(throws: DeliveryFailure.timeout) {
      try await SendmailCarrier(options).send(message())
    }
    #expect(ContinuousClock.now - start < .seconds(30))
    withExtendedLifetime(folder) {}
  }

  @Test func `A machine without a mail system says so`() async throws {
    var options = SendmailOptions(sender: sender)
    options.program = "/nonexistent/sendmail"
    await #expect(throws: DeliveryFailure("sendmailMissing")) {
      try await SendmailCarrier(options).send(message())
    }
  }
}
