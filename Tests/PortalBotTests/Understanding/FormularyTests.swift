import Testing

@testable import PortalBot

struct FormularyTests {
  private let formulary: Formulary

  init() throws { formulary = try MessageReader.shipped().matcher.formulary }

  @Test func `it knows at least the commonest medicines`() {
    #expect(formulary.entries.count >= 600)
    for name in ["lisinopril", "coumadin", "ozempic", "norco", "insulin glargine", "zpack"] {
      #expect(formulary.names[name] != nil, "\(name)")
    }
  }

  @Test func `no medicine comes twice`() {
    let generics = formulary.entries.map(\.generic)
    #expect(Set(generics).count == generics.count)
    #expect(formulary.entryOfIngredients.count == generics.count)
  }

  @Test func `all names are in small letters without accents`() {
    for entry in formulary.entries {
      for name in [entry.generic] + entry.brands + entry.layWords {
        let isPlain = name.unicodeScalars.allSatisfy { $0.isASCII && !$0.properties.isUppercase }
        #expect(isPlain, "\(name)")
      }
      #expect(!entry.drugClass.isEmpty && !entry.layWords.isEmpty, "\(entry.generic)")
    }
  }

  @Test func `every line of the file is read`() throws {
    let text = try BotResources.text("formulary.tsv")
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    #expect(lines.count == formulary.entries.count)
  }

  @Test func `a brand belongs to one medicine`() {
    let brands = formulary.entries.flatMap(\.brands)
    #expect(Set(brands).count == brands.count)
  }
}
