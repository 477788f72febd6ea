extension SafetyRule {
  static let all: [SafetyRule] = emergencies + crises

  /// Makes a rule; where the parts come in any order, one for each order of two.
  static func rules(
    _ name: String, _ concern: SafetyConcern, _ parts: String..., gap: Int = 2,
    anyOrder: Bool = false, unless harmless: String = "", isNamed: Bool = false,
    isNegative: Bool = false
  ) -> [SafetyRule] {
    func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
    let sets = parts.map(words)
    return (anyOrder ? [sets, sets.reversed()] : [sets]).map {
      SafetyRule(
        name: name, concern: concern, parts: $0, gap: gap, harmless: words(harmless),
        isNamed: isNamed, isNegative: isNegative)
    }
  }

  private static let emergencies: [SafetyRule] =
    heart + breath + brain + blood + harm + callForHelp + signs + dangers + triage + everydaySigns

  private static let someone =
    "he she hes shes him her mom mum mother dad father husband wife son daughter baby kid child brother "
    + "sister friend grandma grandpa grandmother grandfather partner roommate mama papa esposo "
    + "esposa hijo hija bebe i patient neighbor boyfriend girlfriend "
    + "someone newborn infant toddler old"

  private static let heart =
    rules(
      "chest pain", .emergency, "chest pecho",
      "pain pains painful hurt hurts hurting ache aches aching tight tightness tightening crushing "
        + "crushed squeezing squeezed heavy heaviness burning stabbing dolor duele doliendo oprime "
        + "opresion apretado elephant pressure weight exploding agony killing kills grabbing "
        + "clutching clutches",
      gap: 5, anyOrder: true,
      unless:
        "xray xrays ray ct scan hair wax blood muscles workout bench gym freezer armor drawers")
    + rules("chest pain", .emergency, "pressure presion", "in on en", "chest pecho", gap: 2)
    + rules(
      "heart attack", .emergency, "heart cardiac", "attack arrest stopped", gap: 1,
      unless:
        "bill price cost gave give gives giving nearly almost charge amount laughing invoice saw statement",
      isNamed: true)
    + rules(
      "heart attack", .emergency, "infarto",
      unless: "riesgo prevenir factura cuenta", isNamed: true)
    + rules("heart attack", .emergency, "ataque paro", "corazon cardiaco", isNamed: true)
    + rules(
      "arm and jaw", .emergency, "pain numb numbness hurts tingling ache", "left",
      "arm shoulder jaw",
      gap: 3, unless: "vaccine shot injection gym lifting slept tennis")
    + rules(
      "heart", .emergency, "heart corazon",
      "racing pounding fluttering skipping stopped stopping exploding",
      "dizzy faint fainting chest breathe cant",
      gap: 5)

  private static let breath =
    rules(
      "breathing", .emergency,
      "cant cannot couldnt unable barely hardly wont isnt not stopped",
      "breathe breath breathing air", gap: 3,
      unless: "fresh mask conditioner quality bills nose stuffy filter spirometer exercises easy "
        + "cpap hold conditioning paperwork bag cash money payment",
      isNegative: true)
    + rules(
      "breathing", .emergency,
      "hard trouble difficulty struggling struggle difficult problems gasping tough labored fighting",
      "breathe breath breathing air", gap: 3,
      unless: "fresh mask conditioner quality bills nose stuffy filter spirometer exercises easy "
        + "cpap hold conditioning paperwork bag cash money payment")
    + rules("breathing", .emergency, "can", "not", "breathe breath", gap: 2, isNegative: true)
    + rules("breathing", .emergency, "short shortness out", "breath", gap: 1, unless: "climbing")
    + rules(
      "breathing", .emergency, "no", "puedo puede respira", "respirar bien aire", gap: 1,
      isNegative: true)
    + rules("breathing", .emergency, "no", "respira", gap: 0, isNegative: true)
    + rules("breathing", .emergency, "falta cuesta", "aire respirar", gap: 1)
    + rules(
      "choking", .emergency, "choking asfixiando ahogando atragantando asfixia",
      unless: "bill bills hazard paperwork price prices cost costs up kind kindness staff tears")
    + rules(
      "swelling", .emergency, "throat throats tongue lips face garganta lengua labios cara",
      "closing closed swelling swollen swelled huge tight tightening hinchada hinchando hinchados cerrando cierra",
      gap: 4, anyOrder: true, unless: "gland glands sore")
    + rules(
      "allergic reaction", .emergency, "having severe bad serious anaphylactic",
      "allergic alergica anaphylactic", gap: 2, unless: "added list chart record")
    + rules("allergic reaction", .emergency, "reaccion", "alergica", gap: 1, isNamed: true)
    + rules(
      "allergic reaction", .emergency, "anaphylaxis anaphylactic anafilaxia", isNamed: true)
    + rules(
      "turning blue", .emergency, "turning turned going lips", "blue purple", gap: 2,
      unless: "light screen button icon hair litmus car")
    + rules("turning blue", .emergency, "labios", "morados azules")

  private static let brain =
    rules(
      "stroke", .emergency, "stroke derrame embolia",
      unless: "luck genius midnight brush back breast keyboard pen golf swim per key heart",
      isNamed: true)
    + rules(
      "stroke signs", .emergency, "face mouth cara boca",
      "drooping droop droops drooped droopy numb caida dormida crooked "
        + "paralyzed torcida sagging", gap: 4, anyOrder: true, unless: "dentist mask numbing")
    + rules(
      "stroke signs", .emergency, "cant cannot couldnt lost suddenly sudden",
      "speak talk see move vision speech numb numbness confused walk feel",
      "suddenly sudden face arm arms leg legs side right left words properly anymore",
      gap: 4, unless: "appointment till until dentist", isNegative: true)
    + rules(
      "stroke signs", .emergency, "one left right whole entire half lado medio",
      "side arm leg body cuerpo brazo",
      "numb weak paralyzed dormido limp weakness numbness", gap: 5, anyOrder: true)
    + rules(
      "stroke signs", .emergency, "slurring slurred slurs garbled",
      "speech words talking word voice", gap: 3,
      anyOrder: true)
    + rules(
      "stroke signs", .emergency, "suddenly sudden",
      "numb numbness weak weakness confused confusion blind paralyzed", gap: 4, anyOrder: true)
    + rules("worst headache", .emergency, "worst", "headache", "life ever", gap: 3)
    + rules("worst headache", .emergency, "thunderclap", "headache")
    + rules(
      "seizure", .emergency,
      "seizure seizing convulsing convulsion convulsions convulsiones convulsionando",
      unless:
        "log diary plan disorder form free drive medicine pill pills meds medicina medicamento pastillas "
        + "resurtir receta refill", isNamed: true)
    + rules(
      "unconscious", .emergency,
      "unconscious fainted collapsed desmayo desmayado desmayada inconsciente unresponsive",
      unless:
        "tent lung stroller bias cart market chair price shelf bill website site page app portal bot button link screen sight",
      isNamed: true)
    + rules(
      "unconscious", .emergency, "passed passing blacked blacking", "out", gap: 0,
      unless: "flyers papers candy forms brochures deadline")
    + rules(
      "unconscious", .emergency, someone, "wont cant not isnt no doesnt",
      "wake waking awake respond responding responde despierta move moving", gap: 3,
      unless:
        "email message text portal till until early alarm call calls voicemail phone appointment "
        + "before forward texts messages emails office am house apartment car away",
      isNegative: true)
    + rules("unconscious", .emergency, "no", "despierta reacciona", gap: 1, isNegative: true)

  private static let blood =
    rules(
      "bleeding", .emergency,
      "bleeding bleed bled sangrando hemorrhaging hemorrhage hemorragia sangra",
      "stop stopping out through towels heavily heavy lots badly profusely everywhere lot uncontrollably mucho bad pregnant "
        + "severe head nonstop much",
      gap: 5, anyOrder: true, unless: "gums gum period paper shaving hearted stopped heart")
    + rules(
      "bleeding", .emergency, "hemorrhaging hemorrhage hemorragia", unless: "money cash",
      isNamed: true)
    + rules(
      "vomiting blood", .emergency,
      "coughing cough coughed vomiting vomited vomit throwing threw puking puked spitting vomitando tosiendo "
        + "pooping shitting vomito tose",
      "blood sangre", gap: 3, unless: "pressure test draw sugar work thinner type")
    + rules(
      "bleeding", .emergency, "sangre sangrado", "mucha mucho para parar", gap: 3, anyOrder: true,
      unless: "examen cita prueba analisis")
    + rules(
      "bleeding", .emergency, "lost losing lots pool", "blood", gap: 4,
      unless: "pressure test draw drawn sugar work thinner weight results order slip type")

  private static let harm =
    rules(
      "overdose", .emergency, "overdose overdosed overdosing overdoes sobredosis od oded oding",
      unless:
        "homework paperwork forms emails netflix sugar coffee chocolate turkey cookies awareness training class "
        + "prevention tv eye candy caffeine carbs",
      isNamed: true)
    + rules(
      "overdose", .emergency, "took taken swallowed ate drank tome drunk",
      "bottle bunch lots handful whole entire all many demasiadas frasco everything",
      "pills pill tylenol bottle insulin advil "
        + "medicine medicines tablets pastillas oxy xanax aspirin xanex sleeping painkillers",
      gap: 3, unless: "how should can do may months")
    + rules(
      "overdose", .emergency, "took taken swallowed given gave tome injected", "too", "many much",
      gap: 2, unless: "time long work days effort money blood")
    + rules(
      "poison", .emergency, "drank swallowed ate ingested drunk tomo drinking tome trago",
      "bleach poison antifreeze "
        + "battery batteries detergent cloro veneno cleaner gasoline magnet drano pods", gap: 4)
    + rules(
      "poison", .emergency, "poisoned envenenado carbon", "poisoned me myself monoxide", gap: 3)
    + rules(
      "shot or stabbed", .emergency, "been got was just me i he she",
      "shot stabbed electrocuted apunalado", gap: 1,
      unless: "flu covid tetanus booster vaccine allergy shingles needs insulin down photo video "
        + "steroid cortisone b12 birthday pneumonia basketball depo rsv arm knee injection")
    + rules(
      "shot or stabbed", .emergency, "gunshot stabbing", "wound wounded me",
      gap: 2)
    + rules(
      "accident", .emergency, "hit struck run", "by over", "car truck bus train", gap: 2)
    + rules(
      "accident", .emergency, "car motorcycle bike", "accident crash wreck", gap: 1,
      unless: "insurance claim form week bill billing report lawyer month")
    + rules("accident", .emergency, "fell", "roof ladder stairs window", gap: 4)
    + rules(
      "drowning", .emergency, "drowning drowned",
      unless: "bills debt work paperwork homework forms emails sorrows money sea", isNamed: true)
    + rules(
      "amputation", .emergency, "cut chopped sliced ripped severed", "off",
      "finger thumb hand toe arm foot",
      gap: 3)
    + rules(
      "amputation", .emergency, "cut chopped sliced ripped", "finger thumb hand toe arm foot",
      "off",
      gap: 2, unless: "sleeve glove cast ring bracelet")
    + rules(
      "amputation", .emergency, "severed", "finger thumb hand toe arm foot leg artery", gap: 2)
    + rules("bone", .emergency, "bone", "sticking poking", "out through", gap: 2)
    + rules(
      "low sugar", .emergency, "sugar glucose azucar",
      "20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49",
      "shaking shaky sweating sweaty faint confused dizzy weak temblando passing", gap: 6)
    + rules(
      "head injury", .emergency, "hit head bumped fell injury", "head",
      "vomiting confused bleeding unconscious throwing out", gap: 6)
    + rules(
      "burn", .emergency, "burned burnt burns fire", "badly severe severely degree face", gap: 4,
      unless: "toast calories cd")
    + rules(
      "labor", .emergency, "water fuente waters", "broke rota rompio", gap: 1,
      unless: "heater pipe main bottle cooler fountain")
    + rules(
      "labor", .emergency, "contractions contracciones", "minutes apart close minutos", gap: 5)
    + rules(
      "labor", .emergency, "baby bebe", "coming stopped isnt not no", "now moving move mueve out",
      gap: 3,
      unless: "shower appointment gender sick ultrasound visit", isNegative: true)
    + rules("labor", .emergency, "going", "into", "labor", gap: 1)
    + rules(
      "violence", .emergency,
      "he she hes shes husband wife boyfriend girlfriend ex dad father mom esposo",
      "beating beat hit hitting strangling strangled choked attacking stabbing pegando golpeando attacked",
      "me up mom kids sister brother",
      gap: 3, unless: "bill traffic cards chess game")

  private static let callForHelp =
    rules(
      "asks for help", .emergency, "call send need get llame llamen llama necesito manden calling",
      "911 ambulance ambulancia paramedics", gap: 4,
      unless: "bill charge cost billing ride instead should when invoice took statement claim")
    + rules(
      "asks for help", .emergency, "911", "emergency please help now send", gap: 2,
      unless: "bill when should")
    + rules(
      "emergency", .emergency, "is its have having a es tengo medical",
      "emergency emergencia", gap: 1,
      unless:
        "contact room bill billing not non visit if in isnt last department instructions plan "
        + "dept form list phone what where for kit fund")
    + rules(
      "dying", .emergency, "im am hes shes is think going gonna estoy are",
      "dying die muriendo", gap: 2,
      unless:
        "phone battery laptop plant wanna to love laughing boredom bored curiosity hunger of for "
        + "thirst heat car tablet hair want everyone all hungry down out rumor tv someday",
      isNamed: true)
    + rules(
      "dying", .emergency, "me", "muero", gap: 0,
      unless: "hambre risa ganas por sed sueno frio calor")
    + rules(
      "dying", .emergency, "going about gonna", "to", "die", gap: 0,
      unless:
        "someday phone battery laughing boredom heat shame embarrassment hunger plant if when car",
      isNamed: true)
}
