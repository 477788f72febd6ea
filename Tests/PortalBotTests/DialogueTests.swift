import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

/// The conversations in the folder `Dialogues`; its README says how they are written.
@Suite struct DialogueTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Dialogues")

  static let files: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".txt") }.sorted() ?? []

  @Test func `There are dialogues`() { #expect(Self.files.count >= 20) }

  @Test(arguments: files)
  func `A dialogue goes as written`(file: String) async throws {
    let lines = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    var phone: PhoneNumber?
    var answer: ConversationService.Answer?
    var rest = ""
    for (number, line) in lines.enumerated() {
      let place = Comment(rawValue: "\(file):\(number + 1): \(answer?.replies ?? [])")
      let content = line.dropFirst(2)
      switch line.prefix(1) {
      case "#": break
      case "f":
        let words = line.split(separator: " ")
        phone = PhoneNumber(String(words[1]))
        if words.last == "verified", let phone {
          #expect(try await service.verify(phone) != nil, place)
        }
      case ">":
        answer = try await service.receive(String(content), from: try #require(phone))
        rest = answer?.replies.joined(separator: "\n") ?? ""
      case "<":
        let range = rest.range(of: content)
        #expect(range != nil, place)
        if let range { rest.removeSubrange(..<range.upperBound) }
      case "!":
        #expect(answer?.changes.contains { $0.name.hasPrefix(content) } == true, place)
      case "-":
        #expect(answer?.changes.contains { $0.name.hasPrefix(content) } == false, place)
      case "?":
        #expect((answer?.awaiting ?? "") == content, place)
      default: Issue.record("\(file):\(number + 1) is no line of a dialogue")
      }
    }
  }
}
