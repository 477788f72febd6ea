import EventStore
import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

/// The demonstration clinic, on which the lines of a dialogue are played one after the other.
final class DialogueStage {
  private let clock = SettableClock()
  private let inbox = CodeInbox()
  private let store: DemonstrationStore
  private let service: ConversationService
  private var phone: PhoneNumber?
  private var isVerified = false
  private(set) var answer: ConversationService.Answer?
  /// What of the answer no line has named yet.
  private var rest = ""
  /// The last code that arrived.
  private var code = ""

  init() async throws {
    store = try await DemonstrationStore(clock: { [clock] in clock.now }, codeSender: inbox)
    service = ConversationService(store.portal, channel: .chat)
  }

  /// Plays one line; what isn't so is an issue of the test.
  func play(_ line: String, at place: String) async throws {
    let content = String(line.dropFirst(2))
    let comment = Comment(rawValue: "\(place): \(answer?.replies ?? [])")
    switch line.prefix(1) {
    case "#": break
    case "f": try await setPhone(line, comment)
    case "@": clock.advance(by: try #require(Self.seconds(content), comment))
    case "+":
      let scene = try #require(DialogueScene.all[content], comment)
      try await scene(store.portal)
    case ">": try await say(content)
    case "<": expect(content, comment)
    case "!":
      #expect(answer?.changes.contains { $0.name.hasPrefix(content) } == true, comment)
    case "-":
      #expect(answer?.changes.contains { $0.name.hasPrefix(content) } == false, comment)
    case "?": #expect((answer?.awaiting ?? "") == content, comment)
    case "%":
      let written = answer?.file.map { $0.record.text() + $0.record.csv() } ?? ""
      #expect(written.contains(content), comment)
    case "~": try expectNowhere(content, comment)
    default: Issue.record("\(place) is no line of a dialogue")
    }
  }

  private func setPhone(_ line: String, _ comment: Comment) async throws {
    let words = line.split(separator: " ")
    phone = PhoneNumber(String(words[1]))
    guard words.last == "verified", let phone else { return }
    #expect(try await service.verify(phone) != nil, comment)
  }

  /// "{code}" stands for the last code that arrived, "[attach NAME]" for a file of that name.
  private func say(_ words: String) async throws {
    var text = words.replacing("{code}", with: code)
    var files: [IncomingFile] = []
    if let match = text.firstMatch(of: /\[attach ([^\]]+)\]/) {
      files.append(try file(named: String(match.output.1)))
      text = text.replacing(match.output.0, with: "").trimmingCharacters(in: .whitespaces)
    }
    answer = try await service.receive(text, from: try #require(phone), files: files)
    rest = answer?.replies.joined(separator: "\n") ?? ""
    if let arrived = inbox.receive().last { code = arrived.code }
  }

  private func file(named name: String) throws -> IncomingFile {
    let path = store.folder.path + "/" + name
    try Data("a picture of a rash".utf8).write(to: URL(fileURLWithPath: path))
    let types = ["jpg": "image/jpeg", "pdf": "application/pdf"]
    return IncomingFile(
      name: name, mediaType: types[String(name.split(separator: ".").last ?? "")] ?? "other/other",
      handle: try #require(FileHandle(forReadingAtPath: path)))
  }

  private func expect(_ words: String, _ comment: Comment) {
    let range = rest.range(of: words)
    #expect(range != nil, comment)
    if let range { rest.removeSubrange(..<range.upperBound) }
  }

  /// No event of the whole log holds some words.
  private func expectNowhere(_ words: String, _ comment: Comment) throws {
    var events = 0
    try store.portal.replay { recorded in
      events += 1
      let data = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      #expect(!data.contains(words), comment)
      return true
    }
    #expect(events > 0)
  }

  /// `20 minutes`, `14 hours`, `1 day`.
  private static func seconds(_ words: String) -> TimeInterval? {
    let parts = words.split(separator: " ")
    guard parts.count == 2, let count = Double(parts[0]) else { return nil }
    let units: [String: Double] = ["minute": 60, "hour": 3_600, "day": 86_400]
    let unit = parts[1].hasSuffix("s") ? String(parts[1].dropLast()) : String(parts[1])
    return units[unit].map { count * $0 }
  }
}
