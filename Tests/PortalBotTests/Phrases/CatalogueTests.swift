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

  @Test(arguments: Preferences.Language.allCases)
  func `The longest text, which greets and says what can be done, takes two messages`(
    language: Preferences.Language
  ) {
    let clinic = ClinicProfile(name: "Riverbend Clinic", phone: "(507) 555-0100")
    let phrases = Phrases(clinic: clinic, language: language)
    let longest = PhraseKey.allCases.map { phrases.say($0).count }.max() ?? 0
    #expect(phrases.greeting.count >= longest)
    #expect(TextLength(of: phrases.greeting).segments <= 2)
  }

  @Test func `What is filled in is not filled in again`() {
    let phrases = Phrases(clinic: ClinicProfile(name: "Clinic", phone: "1"))
    #expect(
      phrases.say(.sendThis, ["whom": "{text}", "text": "{phone} {text} {"])
        == "Send this to {text}: \"{phone} {text} {\"?")
  }

  /// Where texts stand that no Spanish speaker hears in the middle of Spanish: these features are said in
  /// English as a whole.
  private static let inEnglishOnly: Set<String> = [
    "Bot+Forms.swift", "DownloadFlow.swift", "Phrases+Records.swift", "UnshareFlow.swift",
    "Bot+Clinic.swift", "Bot+Messages.swift", "MethodFlow.swift", "PlanRequestFlow.swift",
    "Phrases+Billing.swift", "GuarantorFlow.swift", "ContactFlow.swift", "PharmacyFlow.swift",
    "AutoRefillFlow.swift", "Phrases+Account.swift",
  ]

  @Test func `Texts stand in the catalogues, but for those of a few features`() {
    let catalogues = SourceTexts.all.filter { $0.file.hasPrefix("EnglishPhrases") }
    #expect(catalogues.count > 200)
    // What is only put together of others ("1. {label}") has no words of its own.
    let words = SourceTexts.all.filter { text in
      text.words.split { !$0.isLetter }.contains { $0 != "it" && $0 != "n" }
    }
    let others = Set(words.map(\.file)).subtracting(catalogues.map(\.file))
    #expect(others == Self.inEnglishOnly)
  }

  @Test func `What is said of signing in, registering and a lost password is in Spanish, too`() {
    for intent in [Intent.accountRegister, .accountSignIn, .accountResetPassword] {
      #expect(intent.isTranslated)
    }
    let steps = [
      RegistrationFlow().step, SignInFlow().step, ResetFlow().step, HelpDeskFlow().step,
      CredentialsFlow(parts: [.pin]).step, TermsFlow(version: "1").step,
    ]
    for step in steps { #expect(step.isTranslated) }
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
