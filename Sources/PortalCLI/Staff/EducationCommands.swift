import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct EducationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "education", abstract: "Articles in plain words, and who was given which.",
    subcommands: [Find.self, Show.self, Suggest.self, Give.self, Given.self])

  struct Find: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Find articles by words.")

    @Argument(help: "The words.") var words: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let articles = desk.portal.articles(matching: words)
      if articles.isEmpty { desk.say("No article fits.") }
      for article in articles { try desk.show(article.line, article.object) }
    }
  }

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Print an article.")

    @Argument(help: "The article.") var article: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let article = desk.portal.article(ArticleID(article)) else {
        throw Education.Failure.unknownArticle
      }
      try desk.show(
        "\(article.title)\n\n\(article.body)\n\nSource: \(article.source), read against it on "
          + "\(article.reviewedOn)",
        article.object.merging(["body": .text(article.body)]) { $1 })
    }
  }

  struct Suggest: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Articles that explain a patient's conditions, medicines and tests.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.summary, .results], for: .treatment)
      for suggestion in try desk.portal.articles(for: patient) {
        try desk.show(
          "\(suggestion.article.line)  for \(suggestion.reason)",
          suggestion.article.object.merging(["reason": .text(suggestion.reason)]) { $1 })
      }
    }
  }

  struct Give: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Give a patient an article.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The article.") var article: String
    @Option(help: "What for.") var reason: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (_, changes) = try await desk.portal.give(
        ArticleID(article), to: try desk.patient(patient), because: reason, as: desk.origin)
      try desk.show(changes)
    }
  }

  struct Given: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Which articles a patient was given.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.documents], for: .treatment)
      for given in try desk.portal.givenArticles(to: patient) {
        try desk.show(
          [
            given.lastGivenAt.formatted(.iso8601), given.article.value,
            given.reason.map { "for \($0)" },
          ].compactMap { $0 }.joined(separator: "  "),
          [
            "article": .text(given.article.value),
            "lastGivenAt": .text(given.lastGivenAt.formatted(.iso8601)),
            "count": .integer(Int64(given.count)),
            "reason": given.reason.map { .text($0) } ?? .null,
          ])
      }
    }
  }
}

extension Article {
  fileprivate var line: String { "\(id)  \(kind.rawValue)  \(title)" }

  fileprivate var object: [String: JSONValue] {
    [
      "article": .text(id.value), "title": .text(title), "kind": .text(kind.rawValue),
      "summary": .text(summary), "source": .text(source),
      "reviewedOn": .text(reviewedOn.description),
    ]
  }
}
