import PortalDomain
import Testing

@Suite struct ArticleTests {
  static let file = """
    ---
    id: type-2-diabetes
    title: Type 2 diabetes
    kind: condition
    keywords: diabetes; high blood sugar; sugar disease
    codes: icd10:E11; snomed:44054006
    medicines: metformin; insulin glargine
    source: National Institute of Diabetes and Digestive and Kidney Diseases
    reviewed: 2026-01-15
    summary: Your body has trouble using sugar: it stays in the blood.
    ---

    # What it is

    Sugar stays in the blood.
    """

  @Test func `An article is read from its file`() throws {
    let article = try Article(file: Self.file)
    #expect(article.id == ArticleID("type-2-diabetes"))
    #expect(article.title == "Type 2 diabetes" && article.kind == .condition)
    #expect(article.keywords == ["diabetes", "high blood sugar", "sugar disease"])
    #expect(
      article.codes == [Records.Code("icd10", "E11"), Records.Code("snomed", "44054006")])
    #expect(article.medicines == ["metformin", "insulin glargine"])
    #expect(article.reviewedOn == LocalDate("2026-01-15"))
    #expect(article.summary == "Your body has trouble using sugar: it stays in the blood.")
    #expect(article.body == "# What it is\n\nSugar stays in the blood.")
  }

  @Test(
    arguments: [
      (
        "id: type-2-diabetes", "id: Type 2",
        "line 2: id: expected small letters, digits and hyphens"
      ),
      ("title: Type 2 diabetes", "title:", "line 3: title: is missing"),
      ("kind: condition", "kind: poem", "line 4: kind: expected one of: "),
      ("kind: condition", "kind", "line 4: expected key: value"),
      ("keywords: diabetes;", "keywords: ; ;\nmore: ", "line 5: keywords: expected at least one"),
      ("icd10:E11", "E11", "line 6: codes: expected vocabulary:value"),
      ("2026-01-15", "2026-02-30", "line 9: reviewed: expected a day"),
      ("source: ", "origin: ", "line 1: source: is missing"),
      ("id: type-2-diabetes", "id: x\nid: y", "line 3: id stands there twice"),
      ("id: type-2-diabetes", "id: x\nmood: y", "line 3: mood: is no key of an article"),
      ("# What it is\n\nSugar stays in the blood.", "", "expected a body"),
      ("---\n", "", "line 1: expected a head between two lines ---"),
    ])
  func `A fault is told by its line`(old: String, new: String, message: String) throws {
    let changed = Self.file.replacing(old, with: new)
    let fault = #expect(throws: ArticleFault.self) { try Article(file: changed) }
    #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
  }

  @Test func `A summary fits into two text messages`() throws {
    func file(_ length: Int) -> String {
      Self.file.replacing(/summary: .*/, with: "summary: " + String(repeating: "x", count: length))
    }
    #expect(try Article(file: file(280)).summary.count == 280)
    #expect(throws: ArticleFault.self) { try Article(file: file(281)) }
  }

  // MARK: Finding

  let library = ArticleLibrary(
    [
      (
        "type-2-diabetes", "Type 2 diabetes", "condition", "diabetes; high blood sugar", "icd10:E11"
      ),
      ("high-blood-pressure", "High blood pressure", "condition", "hypertension", "icd10:I10"),
      (
        "lisinopril", "Lisinopril", "medicine", "blood pressure pill; ace inhibitor", "rxnorm:29046"
      ),
      ("a1c-test", "A1c test", "test", "hemoglobin a1c; diabetes test", "loinc:4548-4"),
    ].compactMap { id, title, kind, keywords, codes in
      try? Article(
        file: """
          ---
          id: \(id)
          title: \(title)
          kind: \(kind)
          keywords: \(keywords)
          codes: \(codes)
          source: CDC
          reviewed: 2026-01-15
          summary: All about it.
          ---
          Text.
          """)
    })

  @Test(
    arguments: [
      ("what is diabetes?", ["type-2-diabetes", "a1c-test"]),
      (
        "Tell me about high blood pressure",
        ["high-blood-pressure", "lisinopril", "type-2-diabetes"]
      ),
      ("hypertension", ["high-blood-pressure"]), ("LISINOPRIL", ["lisinopril"]),
      ("my blood pressure pills", ["lisinopril", "high-blood-pressure", "type-2-diabetes"]),
      ("diabetes tests", ["a1c-test", "type-2-diabetes"]), ("the weather", []), ("", []),
      ("what is it", []),
    ])
  func `The best article stands first`(text: String, ids: [String]) {
    #expect(library.articles(matching: text).map(\.id.value) == ids)
  }

  @Test func `Only so many articles are found as were asked for`() {
    #expect(library.articles(matching: "blood", limit: 1).count == 1)
    #expect(library.articles(matching: "blood", limit: 0).isEmpty)
  }

  @Test func `A concept is found by its code, by the beginning of it, and by its name`() {
    func ids(_ code: Records.Code?, _ name: String, _ kind: Article.Kind) -> [String] {
      library.articles(on: code, named: name, kind: kind).map(\.id.value)
    }
    #expect(ids(Records.Code("icd10", "E11.9"), "DM2", .condition) == ["type-2-diabetes"])
    #expect(ids(Records.Code("loinc", "4548-4"), "HbA1c", .test) == ["a1c-test"])
    // Other vocabularies' codes have nothing to do with it.
    #expect(ids(Records.Code("snomed", "E11"), "DM2", .condition).isEmpty)
    #expect(ids(Records.Code("loinc", "4548-44"), "x", .test).isEmpty)
    #expect(
      ids(nil, "High blood pressure (hypertension)", .condition) == ["high-blood-pressure"])
    #expect(ids(nil, "lisinopril", .condition).isEmpty)
    #expect(ids(nil, "lisinopril", .medicine) == ["lisinopril"])
  }
}
