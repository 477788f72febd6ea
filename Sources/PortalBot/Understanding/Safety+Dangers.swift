/// Rules for signs that people report by themselves, and for what others do to them.
extension SafetyRule {
  private static func numbers(_ range: ClosedRange<Int>) -> String {
    range.map(String.init).joined(separator: " ")
  }

  static let signs: [SafetyRule] =
    rules(
      "no pulse", .emergency, "no sin not cant", "pulse pulso", gap: 3, unless: "oximeter",
      isNegative: true)
    + rules(
      "heart", .emergency, "heart corazon pulse pulso", numbers(160...260), gap: 4,
      unless: "gym treadmill exercise workout running run")
    + rules(
      "heart", .emergency, "about going gonna", "faint collapse", gap: 1,
      unless: "laughing hunger")
    + rules(
      "oxygen", .emergency, "oxygen o2 spo2 sat sats oxigeno", numbers(50...88), gap: 4,
      unless: "tank order concentrator liters bill")
    + rules(
      "breathing", .emergency, "suffocating suffocate gasping asphyxiating", unless: "price prices")
    + rules(
      "breathing", .emergency, "wheezing wheeze", "cant cannot barely hives hard", gap: 5,
      anyOrder: true)
    + rules(
      "allergic reaction", .emergency, "hives sting stung bee wasp peanut peanuts shellfish",
      "wheezing gasping throat lips tongue breathe breathing", gap: 8, anyOrder: true,
      unless: "chart list record")
    + rules(
      "allergic reaction", .emergency, "used gave using", "epipen epi narcan naloxone", gap: 3,
      unless: "refill expired prescription how replace last new")
    + rules(
      "overdose", .emergency, "narcan naloxone epipen", "isnt not didnt wont doesnt",
      "working work",
      gap: 1, isNegative: true)
    + rules(
      "stroke signs", .emergency, "side face", "gone went going", "sleep asleep numb dead limp",
      gap: 3, unless: "slept")
    + rules(
      "stroke signs", .emergency, "words speech", "coming come came", "wrong jumbled garbled funny",
      gap: 2)
    + rules("stroke signs", .emergency, "talking speaking", "funny weird strange slurred", gap: 0)
    + rules("seizure", .emergency, "eyes", "rolled rolling", "back head", gap: 2)
    + rules("seizure", .emergency, "foaming foam", "mouth", gap: 3)
    + rules(
      "unconscious", .emergency, "cant cannot couldnt", "wake waking rouse",
      "him her them mom dad baby husband wife up", gap: 2, unless: "early alarm",
      isNegative: true)
    + rules(
      "unconscious", .emergency, "doesnt wont not isnt", "answer answering respond responding",
      "shake shook shaking", gap: 4, isNegative: true)
    + rules(
      "infant", .emergency, "baby newborn infant toddler bebe",
      "limp floppy blue gray grey purple lifeless unresponsive morado", gap: 4,
      unless: "dress clothes blanket car")
    + rules(
      "bleeding", .emergency, "blood sangre", "gushing spurting squirting pouring soaked", gap: 2,
      anyOrder: true)
    + rules(
      "bleeding", .emergency, "blood", "wont not isnt cant", "stop stopping", gap: 2,
      unless: "pressure sugar thinner", isNegative: true)
    + rules(
      "bleeding", .emergency, "no", "para deja", "sangrar sangrando", gap: 1, isNegative: true)
    + rules(
      "bleeding", .emergency, "pad pads towel", "minutes hour minutos hora", gap: 3,
      unless: "heating ice mouse")

  private static let pills =
    "pill pills tablets capsules tylenol advil aspirin ibuprofen xanax benadryl oxy oxycodone percocet "
    + "norco ambien pastillas medicine painkillers"

  static let dangers: [SafetyRule] =
    rules(
      "overdose", .emergency, "took taken swallowed ate tome", numbers(10...200), pills, gap: 2,
      unless: "mg mcg ml units days day weeks months over since")
    + rules(
      "overdose", .emergency, "took swallowed ate", "whole entire",
      "month months week weeks pack worth", gap: 1, unless: "how should can may off to long")
    + rules("overdose", .emergency, "i he she", "odd oded", gap: 0)
    + rules(
      "overdose", .emergency, "tome tomo trago trague",
      "todas muchas demasiadas frasco bote monton",
      "pastillas pildoras medicinas", gap: 3, unless: "resurtir receta refill")
    + rules(
      "poison", .emergency, "got gotten", "into",
      "pills pill meds medicine medication tablets bleach",
      gap: 5, unless: "portal site app account list page section chart")
    + rules("violence", .emergency, "me", "pegando golpeando pego golpeo ahorcando", gap: 1)
    + rules(
      "violence", .emergency, "he she hes shes husband boyfriend ex", "knife gun", gap: 4,
      unless: "nail heat massage glue")
    + rules(
      "violence", .emergency, "says said saying threatened threatening threatens",
      "kill stab shoot",
      "me us", gap: 5, unless: "bill if")
    + rules(
      "harm to oneself", .crisis, "cant cannot dont not", "keep", "myself", gap: 1, isNegative: true
    )
    + rules(
      "harm to oneself", .crisis, "cutting", "again deep", gap: 1, unless: "grass sugar back out")
    + rules(
      "harm to oneself", .crisis, "standing", "bridge ledge roof tracks railing", gap: 3,
      unless: "dental")
    + rules(
      "harm to oneself", .crisis, "decided ready about plan", "take swallow", "whole entire all",
      "bottle pills pill medicine tablets", gap: 3, unless: "how should")
    + rules("harm to oneself", .crisis, "goodbye suicide", "letters notes", gap: 1)
    + rules(
      "harm to oneself", .crisis, "cut", "myself", "cant purpose again deep", gap: 4,
      unless: "shaving cooking kitchen knife")
    + rules("voices", .crisis, "voices", "telling tell tells saying say", gap: 2)
    + rules(
      "harm to others", .crisis, "shoot shooting", "up",
      "place school clinic office hospital church",
      gap: 2)
    + rules(
      "harm to others", .crisis, "want wanting keep going afraid", "shake smother hit drown",
      "her him baby",
      gap: 3, unless: "bottle")
    + rules("harm to others", .crisis, "do", "something", "to", "baby kids", gap: 1)
    + rules(
      "harm to others", .crisis, "voy quiero", "matar",
      "alguien el ella ellos todos gente esposo esposa",
      gap: 2)
    + rules("harm to others", .crisis, "voy quiero", "matarlo matarla matarlos", gap: 1)
}
