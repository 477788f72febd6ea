import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct EducationLibraryTests {
  let maria = PatientID("maria")
  let staff = Origin(actor: .staff("nurse"), channel: .staff)

  @Test func `Every file is an article, and is named by its id`() throws {
    #expect(EducationResources.files.count >= 40)
    for (name, text) in EducationResources.files {
      do throws(ArticleFault) {
        let article = try Article(file: text)
        #expect(name == "\(article.id).md")
      } catch {
        Issue.record("\(name), \(error)")
      }
    }
    #expect(Portal.library.articles.count == EducationResources.files.count)
  }

  @Test func `Every article is found by its title and by each of its keywords`() {
    for article in Portal.library.articles {
      for words in [article.title] + article.keywords {
        let found = Portal.library.articles(matching: words, limit: 6)
        #expect(found.contains { $0.id == article.id }, "\(article.id) isn't found by '\(words)'")
      }
    }
  }

  @Test func `Maria's conditions, medicines and tests have articles`() async throws {
    let portal = try await DemonstrationStore().portal
    let suggestions = try portal.articles(for: maria)
    let reasons = suggestions.map(\.reason)
    for reason in [
      "High blood pressure (hypertension)", "Type 2 diabetes", "lisinopril", "metformin",
    ] {
      #expect(reasons.contains(reason), "no article on \(reason)")
    }
    #expect(suggestions.contains { $0.article.kind == .test })
    #expect(Set(suggestions.map(\.article.id)).count == suggestions.count)
    // What isn't released isn't explained either.
    #expect(!reasons.contains("Hemoglobin"))
  }

  @Test func `An article that is given is recorded, once a day`() async throws {
    let portal = try await DemonstrationStore().portal
    let article = try #require(portal.articles(matching: "high blood pressure").first)
    let first = try await portal.give(
      article.id, to: maria, because: "High blood pressure", as: staff)
    #expect(first.changes.count == 1 && first.article.id == article.id)
    let second = try await portal.give(article.id, to: maria, because: nil, as: staff)
    #expect(second.changes.isEmpty)
    let given = try portal.givenArticles(to: maria)
    #expect(given.map(\.article) == [article.id] && given.first?.count == 1)
    #expect(given.first?.reason == "High blood pressure")
    await #expect(throws: Education.Failure.unknownArticle) {
      try await portal.give(ArticleID("nothing"), to: maria, because: nil, as: staff)
    }
    #expect(portal.article(ArticleID("nothing")) == nil)
  }
}
