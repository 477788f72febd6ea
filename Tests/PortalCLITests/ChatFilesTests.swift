import Foundation
import TestSupport
import Testing

/// Files and codes in a conversation on a terminal.
@Suite struct ChatFilesTests {
  let cli = CommandLineTests()

  private func chat(_ arguments: String..., saying messages: String...) throws -> [[String: Any]] {
    let run = try cli.run(
      ["chat", "--json", "--store", cli.store, "--now", CommandLineTests.now] + arguments,
      input: messages.joined(separator: "\n") + "\n")
    #expect(run.status == 0, "\(run.errors)")
    let answers = try run.objects()
    try #require(answers.count == messages.count)
    return answers
  }

  private func types(_ answer: [String: Any]) -> [String] {
    (answer["events"] as? [[String: Any]] ?? []).compactMap { $0["type"] as? String }
  }

  private func makeClinic() throws {
    #expect(
      try cli.portal("demo", "--store", cli.store, "--now", CommandLineTests.now).status == 0)
  }

  @Test func `A record that is asked for is written to a file of its owner's alone`() throws {
    try makeClinic()
    let answers = try chat(
      "--downloads", cli.folder.path, saying: "download my records", "fhir", "yes")
    let path = try #require(answers[2]["file"] as? String)
    #expect(types(answers[2]).contains("access.disclosed.v1"))
    let content = try Data(contentsOf: URL(fileURLWithPath: path))
    let bundle = try JSONSerialization.jsonObject(with: content) as? [String: Any]
    #expect(bundle?["resourceType"] as? String == "Bundle")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `A file goes along with a message, and one that isn't there is said`() throws {
    try makeClinic()
    let picture = cli.folder.path + "/rash.jpg"
    try Data("a picture".utf8).write(to: URL(fileURLWithPath: picture))
    let answers = try chat(
      saying: "here is a picture of my rash [attach \(picture)]", "yes",
      "another one [attach \(cli.folder.path)/nothing.jpg]")
    #expect((answers[0]["replies"] as? [String])?.joined().contains("with rash.jpg") == true)
    #expect(types(answers[1]).contains("message.sent.v1"))
    #expect((answers[2]["error"] as? String)?.contains("can't be read") == true)
  }

  @Test func `A code appears as a text of its own would`() throws {
    try makeClinic()
    let answers = try chat(
      "--from", "+15075550101", saying: "sign in with my username", "2", "maria.alvarez",
      "seven quiet herons")
    let codes = try #require(answers[3]["codes"] as? [String])
    #expect(codes.count == 1 && codes[0].contains("code is"))
    #expect(types(answers[3]).contains("account.codeIssued.v1"))
  }
}
