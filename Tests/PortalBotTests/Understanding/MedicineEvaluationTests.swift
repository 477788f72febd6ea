import Testing

@testable import PortalBot

struct MedicineEvaluationTests {
  @Test(arguments: [(1, 0.99), (2, 0.95), (3, 0.85)])
  func `misspelt medicines of a list are found, and hardly ever another`(
    edits: Int, least: Double
  ) throws {
    let figures = MedicineEvaluation(edits: edits, by: try .shipped(), rounds: 3, seed: 1)
    #expect(figures.shareRight >= least, "\(figures)")
    #expect(figures.shareWrong <= 0.004, "\(figures)")
    #expect(figures.shareFalse <= 0.01, "\(figures)")
  }

  @Test func `every common name is one that the formulary knows`() throws {
    let formulary = try MessageReader.shipped().matcher.formulary
    #expect(MedicineEvaluation.commonNames.count == 92)
    #expect(MedicineEvaluation.commonNames.filter { formulary.names[$0] == nil } == [])
  }
}
