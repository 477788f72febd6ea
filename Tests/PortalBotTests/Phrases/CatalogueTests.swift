import Foundation
import PortalDomain
import Testing

@testable import PortalBot

@Suite struct CatalogueTests {
  @Test(arguments: PhraseKey.allCases, Preferences.Language.allCases)
  func `Every text is in every catalogue`(key: PhraseKey, language: Preferences.Language) {
    #expect(!Phrases.text(key, in: language).isEmpty)
  }

  @Test(arguments: PhraseKey.allCases)
  func `All catalogues fill in the same`(key: PhraseKey) {
    func names(_ language: Preferences.Language) -> Set<String> {
      Set(Phrases.text(key, in: language).matches(of: /\{(\w+)\}/).map { String($0.output.1) })
    }
    #expect(names(.english) == names(.spanish))
  }

  @Test(arguments: PhraseKey.allCases, Preferences.Language.allCases)
  func `Every text is in the alphabet of text messages`(
    key: PhraseKey, language: Preferences.Language
  ) {
    let text = Phrases.text(key, in: language)
    #expect(TextLength(of: text).alphabet == .gsm7, "\(text)")
  }

  @Test func `What is filled in is not filled in again`() {
    let phrases = Phrases(clinic: ClinicProfile(name: "Clinic", phone: "1"))
    #expect(
      phrases.say(.sendThis, ["whom": "{text}", "text": "{phone} {text} {"])
        == "Send this to {text}: \"{phone} {text} {\"?")
  }

  /// Words that English texts are full of; none is Spanish.
  private static let english: Set<String> = [
    "the", "is", "are", "you", "your", "with", "to", "of", "and", "reply", "please", "what", "it",
  ]

  @Test(arguments: PhraseKey.allCases)
  func `No Spanish text is English`(key: PhraseKey) {
    let text = Phrases.text(key, in: .spanish).replacing(/\{\w+\}/, with: "")
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    #expect(Self.english.isDisjoint(with: words))
  }
}
