import Foundation
import Portal
import PortalBot
import PortalDomain

/// How a conversation looks: on a terminal, in a pipe, or as JSON.
struct ChatScreen {
  let isJSON: Bool
  private let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1

  init(isJSON: Bool) { self.isJSON = isJSON }

  /// Colours, unless the terminal's owner wants none (no-color.org).
  private var hasColors: Bool {
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty ?? true
  }

  func open(phone: PhoneNumber, name: String?, isDemonstration: Bool) {
    guard !isJSON else { return }
    if isDemonstration { print("This is a demonstration clinic; it's gone when you leave.") }
    if let name {
      print("You are texting from \(phone), signed in as \(name).")
    } else {
      print("You are texting from \(phone).")
    }
    print("Try: refill my lisinopril. \"help\" shows what can be done, Ctrl-D leaves.\n")
  }

  /// The next message, or `nil` at the end. Empty lines are no messages.
  func readMessage() -> String? {
    while true {
      if isTerminal, !isJSON {
        print(hasColors ? "\u{1b}[1myou>\u{1b}[0m " : "you> ", terminator: "")
        fflush(nil)
      }
      guard let line = readLine() else { return nil }
      if line.contains(where: { !$0.isWhitespace }) { return line }
    }
  }

  /// - Parameters:
  ///   - answer: what is answered.
  ///   - codes: one-time codes that arrived meanwhile, as texts or e-mail of their own.
  ///   - file: where a record was written to.
  func show(
    _ answer: ConversationService.Answer, arrived codes: [CodeMessage], saved file: String?
  ) {
    if isJSON {
      print((try? JSONLine.encode(Line(answer, codes, file))) ?? "{}")
    } else {
      for code in codes {
        let way =
          code.to.phone.map { "text to \($0)" } ?? "e-mail to \(code.to.email?.value ?? "-")"
        print("[\(way)] \(code.text)")
      }
      for reply in answer.replies {
        print(hasColors ? "\u{1b}[36m\(reply)\u{1b}[0m" : reply)
      }
      if let file { print("[file] \(file)") }
      print("")
    }
    fflush(nil)
  }

  /// Says what was wrong with a line that was no message.
  func complain(_ complaint: Complaint) {
    if isJSON {
      print((try? JSONLine.encode(["error": complaint.description])) ?? "{}")
      fflush(nil)
      return
    }
    FileHandle.standardError.write(Data("\(complaint)\n".utf8))
  }

  func close() {
    if isTerminal, !isJSON { print("") }
  }

  /// A turn as JSON.
  private struct Line: Encodable {
    let replies: [String]
    /// How long each reply is as a text message, and what it's charged as.
    let lengths: [TextLength]
    let intent: String
    let events: [Event]
    let awaiting: String?
    /// The texts with codes that arrived; there's no key where none did.
    let codes: [String]
    /// Where a record was written to; there's no key where none was.
    let file: String?

    struct Event: Encodable {
      let position: UInt64
      let type: String
    }

    init(
      _ answer: ConversationService.Answer, _ codes: [CodeMessage], _ file: String?
    ) {
      self.file = file
      self.codes = codes.map(\.text)
      replies = answer.replies
      lengths = answer.replies.map(TextLength.init(of:))
      intent = answer.intent.rawValue
      events = answer.changes.map { Event(position: $0.position, type: $0.name) }
      awaiting = answer.awaiting
    }

    enum CodingKeys: CodingKey { case replies, lengths, intent, events, awaiting, codes, file }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(replies, forKey: .replies)
      try container.encode(lengths, forKey: .lengths)
      try container.encode(intent, forKey: .intent)
      try container.encode(events, forKey: .events)
      // Nothing awaited is null, not a missing key.
      try container.encode(awaiting, forKey: .awaiting)
      try container.encodeIfPresent(file, forKey: .file)
      if !codes.isEmpty { try container.encode(codes, forKey: .codes) }
    }
  }
}
