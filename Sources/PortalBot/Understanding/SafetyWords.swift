/// Words of danger that are often misspelt.
enum SafetyWords {
  /// The word that was meant, or the word itself.
  static func corrected(_ word: String) -> String {
    if let known = slips[word] { return known }
    guard (5...14).contains(word.utf8.count), !real.contains(word), !targetTexts.contains(word)
    else {
      return word
    }
    let written = Spelling.Word(word)
    // The first letter is rarely wrong.
    return targets.first {
      $0.bytes.first == written.bytes.first && Spelling.distance($0, written, limit: 1) != nil
    }?.text ?? word
  }

  private static let targets: [Spelling.Word] = [
    "chest", "breathe", "breathing", "breath", "suicide", "suicidal", "overdose", "overdosed",
    "bleeding", "unconscious", "seizure", "stroke", "ambulance", "emergency", "myself", "allergic",
    "swelling", "choking", "respirar", "crushing", "paralyzed", "convulsing", "hurting",
    "unresponsive", "fainted", "collapsed", "attack", "throat", "slurring", "drooping", "vomiting",
    "poison", "emergencia", "ambulancia", "morirme", "matarme", "suicidarme", "anaphylaxis",
    "anaphylactic", "prevent", "swallowed", "suffocating", "overdosing", "pregnant", "convulsion",
    "strangled", "electrocuted", "unbearable",
  ].map(Spelling.Word.init)
  private static let targetTexts = Set(targets.map(\.text))

  /// Words of their own that lie near one of danger.
  private static let real: Set<String> = [
    "chess", "cheat", "chests", "respira", "crest", "strike", "stroked", "strokes", "stoke",
    "attach",
    "breather", "breathes", "breeding", "blending", "pleading", "joking", "spelling", "smelling",
    "selling", "brushing", "rushing", "hunting", "hurling", "painted", "fainter", "persons",
    "prison", "person", "seizures", "poisons", "throats", "attacks", "crashing", "shocking",
    "coking", "present", "event", "prevents", "cooking", "smoking", "heroic", "bleedings",
    "himself", "quest", "guest", "chase",
    "breadth", "sellings", "stroll", "strove", "matarle", "emergencies", "chewing", "allergies",
    "emergent", "checking", "chocking", "hurtling", "stroker", "swellings", "dropping", "drooling",
  ]

  private static let slips: [String: String] = [
    "elefant": "elephant", "elephent": "elephant", "swalowed": "swallowed", "ceizure": "seizure",
    "stoped": "stopped", "chst": "chest", "cest": "chest", "chets": "chest", "ches": "chest",
    "hart": "heart",
    "anaphalactic": "anaphylactic", "aogando": "ahogando",
    "haert": "heart", "hrt": "heart", "pian": "pain", "pan": "pain", "paine": "pain",
    "payn": "pain", "breth": "breath", "brethe": "breathe", "breeth": "breathe",
    "breef": "breathe", "brething": "breathing", "breeve": "breathe", "suiside": "suicide",
    "sucide": "suicide", "suicde": "suicide", "sucidal": "suicidal", "suisidal": "suicidal",
    "kil": "kill", "kll": "kill", "killl": "kill", "myslef": "myself", "mysef": "myself",
    "mself": "myself", "meself": "myself", "cnat": "cant", "cna": "cant", "caan": "cant",
    "painn": "pain", "cany": "cant", "cnt": "cant", "canr": "cant",
    "can": "can", "cannt": "cant", "ovrdose": "overdose", "overdosd": "overdosed",
    "bleding": "bleeding", "bleedin": "bleeding", "unconsious": "unconscious",
    "unconcious": "unconscious", "uncontious": "unconscious", "siezure": "seizure",
    "seazure": "seizure", "siezures": "seizure", "seizures": "seizure", "ambulence": "ambulance",
    "amublance": "ambulance", "strok": "stroke", "atack": "attack", "attak": "attack",
    "atak": "attack", "anaphalaxis": "anaphylaxis", "dieing": "dying", "diying": "dying",
    "emrgency": "emergency", "emergancy": "emergency", "throte": "throat", "thoat": "throat",
    "preasure": "pressure", "presure": "pressure", "tightnes": "tightness", "hurtz": "hurts",
    "hurst": "hurts", "livin": "living", "wnt": "want", "wan": "want",
    "chocking": "choking", "chokin": "choking", "collapsd": "collapsed", "swolen": "swollen",
    "numbb": "numb", "num": "numb", "respirer": "respirar",
    "resperar": "respirar", "infarct": "infarto", "wnna": "want",
  ]
}
