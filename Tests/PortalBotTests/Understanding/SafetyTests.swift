import Testing

@testable import PortalBot

struct SafetyTests {
  private func concern(_ text: String) -> SafetyConcern? {
    Understander.standard.understand(text).safety
  }

  /// Whether it's taken for a danger, or asked about, which names 911 or 988 at once.
  private func isHeard(_ text: String) -> Bool {
    let understanding = Understander.standard.understand(text)
    return understanding.safety != nil || understanding.doubt != nil
  }

  @Test func `every way to say that someone is in danger is caught`() {
    #expect(SafetySentences.dangers.count >= 60)
    #expect(SafetySentences.dangers.filter { !isHeard($0) } == [])
  }

  @Test func `at most one of the sentences that only sound like danger is caught`() {
    #expect(SafetySentences.harmless.count >= 60)
    #expect(SafetySentences.harmless.filter { concern($0) != nil }.count <= 1)
    #expect(SafetySentences.harmless.filter(isHeard).count <= 6)
  }

  @Test(arguments: ["I want to die", "quiero morirme", "sucidal thoughts", "im gonna kill myself"])
  func `a wish to die is a crisis`(text: String) {
    #expect(concern(text) == .crisis)
  }

  @Test(arguments: [
    "crushing chest pain", "cant breathe", "dolor de pecho", "overdose", "CALL 911",
  ])
  func `danger to life is an emergency`(text: String) {
    #expect(concern(text) == .emergency)
  }

  @Test func `where someone must come at once the emergency comes before the crisis`() {
    #expect(concern("i want to die and i took too many pills") == .emergency)
    #expect(concern("took a bottle of pills because i want to die") == .emergency)
  }

  @Test(arguments: [
    "no, I have chest pain", "no im having chest pain", "not sure but my chest hurts",
    "i dont know why my chest hurts", "never had chest pain like this",
    "chest pain, no fever",
  ])
  func `a no that denies something else does not hide a danger`(text: String) {
    #expect(isHeard(text))
  }

  @Test(arguments: [
    "no chest pain", "i dont have chest pain", "no fever or chest pain", "my chest doesn't hurt",
    "denies chest pain", "sin dolor de pecho", "not having any chest pain today",
  ])
  func `a danger that is denied is none`(text: String) {
    #expect(concern(text) == nil)
  }

  @Test(arguments: [
    "a baby is not breathing here", "what do i do my husband is unconscious",
  ])
  func `words of the past or of a leaflet hide no danger of now`(text: String) {
    #expect(concern(text) == .emergency)
  }

  @Test func `what is harmless is no intent of danger either, and the other way round`() {
    for text in SafetySentences.harmless + SafetySentences.dangers {
      let understanding = Understander.standard.understand(text)
      let isDanger = [.safetyEmergency, .safetyCrisis].contains(understanding.intent)
      #expect(isDanger == (understanding.safety != nil), "\(text)")
    }
  }

  @Test func `an emergency sets the intent, whatever else is asked for`() {
    let understanding = Understander.standard.understand("refill lisinopril, i cant breathe")
    #expect(understanding.intent == .safetyEmergency)
    #expect(understanding.safety == .emergency)
  }
}
