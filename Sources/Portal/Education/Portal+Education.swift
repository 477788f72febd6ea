internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Articles in plain words.
extension Portal {
  /// The articles that the portal ships.
  public static let library = ArticleLibrary(EducationResources.articles)

  /// An article; `nil` where there is none of that name.
  public func article(_ id: ArticleID) -> Article? { Self.library[id] }

  /// The articles that fit some words, the best first.
  public func articles(matching text: String, limit: Int = 5) -> [Article] {
    Self.library.articles(matching: text, limit: limit)
  }

  /// An article that fits a patient, and why.
  public struct Suggestion: Sendable {
    public let article: Article
    /// What of theirs it explains: `Type 2 diabetes`, `lisinopril`.
    public let reason: String
  }

  /// The articles that explain a patient's conditions, medicines and newest tests, in that order; the
  /// best of each, and each once.
  public func articles(for patient: PatientID) throws -> [Suggestion] {
    let summary = try summary(of: patient)
    var wanted: [(code: Records.Code?, name: String, kind: Article.Kind)] =
      summary.conditions.map { entry in
        guard case .condition(let condition) = entry.content else {
          return (nil, entry.title, .condition)
        }
        return (condition.code, condition.name, .condition)
      }
    wanted += summary.medicines.map { prescription in
      let medicine = prescription.medicine
      return (medicine.rxNorm.map { Records.Code("rxnorm", $0) }, medicine.name, .medicine)
    }
    for entry in try results(of: patient) {
      wanted.append((entry.code.map { Records.Code("loinc", $0) }, entry.title, .test))
      if let panel = entry.panel { wanted.append((nil, panel.name, .test)) }
    }
    return wanted.reduce(into: []) { found, thing in
      let articles = Self.library.articles(on: thing.code, named: thing.name, kind: thing.kind)
      guard let best = articles.first, !found.contains(where: { $0.article.id == best.id }) else {
        return
      }
      found.append(Suggestion(article: best, reason: thing.name))
    }
  }

  /// Gives a patient an article, and records it.
  ///
  /// - Returns: the article, and what was recorded: nothing where they got it today already.
  /// - Throws: `Education/Failure` where there is no such article, or `LogError`.
  @discardableResult
  public func give(
    _ id: ArticleID, to patient: PatientID, because reason: String?, as origin: Origin
  ) async throws -> (article: Article, changes: [RecordedChange]) {
    guard let article = article(id) else { throw Education.Failure.unknownArticle }
    let changes = try await perform(
      Education.self, .give(patient, id, reason: reason), as: origin)
    return (article, changes)
  }

  /// An article that a patient was given.
  public struct GivenArticle: Sendable {
    public let article: ArticleID
    public let reason: String?
    public let lastGivenAt: Date
    public let count: Int
  }

  /// What a patient was given to read, the newest first.
  public func givenArticles(to patient: PatientID) throws -> [GivenArticle] {
    try log.views { rows, snapshot in
      try engine.reader(GivenArticles.self).rows(of: .patient(patient), rows, snapshot)
    }.map { row in
      GivenArticle(
        article: row.article, reason: row.reason, lastGivenAt: row.lastGivenAt, count: row.count)
    }.sorted { ($1.lastGivenAt, $0.article.value) < ($0.lastGivenAt, $1.article.value) }
  }
}

/// The articles' files in the package.
enum EducationResources {
  /// Read once. A file that is no article would be a fault of the package, and a test finds it.
  static let articles: [Article] = files.compactMap { try? Article(file: $0.text) }

  /// Each file with its name.
  static var files: [(name: String, text: String)] {
    // Not `resourceURL`: Foundation takes a folder named Resources for the place of resources.
    let folder = Bundle.module.bundleURL.appending(path: "Resources/Education")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }
}
