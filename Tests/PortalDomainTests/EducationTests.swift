import Foundation
import PortalDomain
import Testing

@Suite struct EducationTests {
  let patient = PatientID("p1")
  let article = ArticleID("asthma")

  @Test func `An article is given, once a day of the clinic`() throws {
    let given = Education.Given(
      patient: patient, article: article, reason: "asthma",
      givenAt: try instant("2026-03-02T16:00:00Z"))
    let command = Education.Command.give(patient, article, reason: "asthma")
    try expect(Given(Education.self).when(command), equal: given)
    #expect(try Given(Education.self, given).when(command).isEmpty)
    // 5 am in Greenwich is 11 pm of the same day in Rochester.
    #expect(
      try Given(Education.self, given).at("2026-03-03T05:00:00Z").when(command).isEmpty)
    #expect(
      try Given(Education.self, given).at("2026-03-03T16:00:00Z").when(command).count == 1)
  }

  @Test func `An article without a name is none`() throws {
    #expect(throws: Education.Failure.unknownArticle) {
      try Given(Education.self).when(.give(patient, ArticleID(""), reason: nil))
    }
  }
}
