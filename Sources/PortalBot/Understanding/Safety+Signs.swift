/// Rules for signs that people tell in everyday words, with no name for what is wrong.
extension SafetyRule {
  static let everydaySigns: [SafetyRule] =
    tellingOfHeart + tellingOfBreath + tellingOfStroke + tellingOfFits + tellingOfBlood
    + tellingOfBirth + tellingOfPoison + tellingOfInjury + tellingOfSickness + tellingOfViolence

  private static let people =
    "he she hes shes him her mom mum dad husband wife son daughter baby kid toddler child brother "
    + "sister friend grandma grandpa roommate one i my"

  private static let tellingOfHeart =
    rules(
      "heart", .emergency, "heart chest ticker", "burst bursting explode exploding spinning",
      gap: 5,
      unless: "joy pride love bill")
    + rules("heart", .emergency, "heart ticker", "quit quits", gap: 0)
    + rules("chest pain", .emergency, "rubbing pressing", "chest breastbone sternum", gap: 2)
    + rules("unconscious", .emergency, "hit", "floor ground", gap: 1)

  private static let tellingOfBreath =
    rules(
      "breathing", .emergency, "breathing breathe", "underwater drowning", gap: 3)
    + rules("breathing", .emergency, "gasps gasped")
    + rules(
      "breathing", .emergency, "belly stomach neck", "to", "breathe", gap: 0,
      unless: "exercise relax")
    + rules(
      "breathing", .emergency, "pausing pauses pause stops stopping", "breathe breathing breath",
      gap: 3, anyOrder: true, unless: "cpap study machine")
    + rules(
      "allergic reaction", .emergency, "itching itchy itches hives swelled swollen stung bit",
      "throat voice breathe woozy dizzy faint", gap: 8, anyOrder: true, unless: "sore")
    + rules(
      "swelling", .emergency, "eyes face", "swelled swollen", "shut", gap: 2)

  private static let tellingOfStroke =
    rules("stroke signs", .emergency, "face mouth", "melted melting sliding slack slid", gap: 3)
    + rules("stroke signs", .emergency, "drooling drool", "corner side", gap: 4)
    + rules("stroke signs", .emergency, "cant cannot", "smile", gap: 0, isNegative: true)
    + rules(
      "stroke signs", .emergency, "arm leg hand legs side", "quit stopped", "working moving", gap: 1
    )
    + rules(
      "stroke signs", .emergency, "falling leaning stumbling", "right left side", gap: 3,
      unless: "asleep behind")
    + rules(
      "confusion", .emergency, "forgot forgets forgotten", "who where", "i he she we", "am is are",
      gap: 0, unless: "seeing appointment going")
    + rules("sight", .emergency, "shade curtain veil", "over down", "eye eyes vision", gap: 4)
    + rules(
      "worst headache", .emergency, "head", "exploded exploding explode", gap: 3, unless: "bill")

  private static let tellingOfFits =
    rules(
      "seizure", .emergency, people, "twitching jerking", gap: 5,
      unless: "eyelid eyelids eye muscle muscles sleep")
    + rules("seizure", .emergency, "smacking", "lips", gap: 2)
    + rules("seizure", .emergency, "staring stares", "off space blank", gap: 2)
    + rules("seizure", .emergency, "bit", "tongue", "peed wet shaking twitching", gap: 4)
    + rules(
      "unconscious", .emergency, "cant cannot couldnt", "rouse arouse", gap: 1, isNegative: true)
    + rules(
      "unconscious", .emergency, "hard difficult", "to", "wake rouse", gap: 0,
      unless: "early morning school i")
    + rules("unconscious", .emergency, "doing giving starting started", "cpr compressions", gap: 1)
    + rules("unconscious", .emergency, "barely", "there conscious responsive awake alive", gap: 0)
    + rules("unconscious", .emergency, "cold", "stiff", gap: 1, anyOrder: true, unless: "knee neck")

  private static let tellingOfBlood =
    rules("bleeding", .emergency, "blood", "all", "over", gap: 0, unless: "work pressure test")
    + rules(
      "bleeding", .emergency, "blood", "toilet bathroom floor", gap: 5,
      unless: "test pressure work draw sample")
    + rules(
      "vomiting blood", .emergency, "puked puking vomited vomiting threw throwing", "coffee",
      "grounds", gap: 5)
    + rules("bleeding", .emergency, "swallowing", "blood", gap: 1)
    + rules(
      "wound", .emergency, "incision stitches wound staples",
      "opened open apart split popped burst",
      gap: 3)
    + rules(
      "wound", .emergency, "see", "insides guts intestines bone", gap: 3, unless: "xray density")

  private static let tellingOfBirth =
    rules("pregnancy", .emergency, "spotting", "pain cramping cramps stabbing dizzy", gap: 8)
    + rules("labor", .emergency, "having", "baby", "car bathroom now floor here", gap: 3)
    + rules("labor", .emergency, "feel see", "a the", "foot cord", gap: 0, unless: "doctor")
    + rules(
      "infant", .emergency, "wont cant not", "wake", "feed eat nurse", gap: 2, isNegative: true)

  private static let tellingOfPoison =
    rules(
      "poison", .emergency, people, "drank swallowed drinking",
      "oil fuel kerosene paint thinner cologne perfume sanitizer peroxide lighter lye", gap: 4,
      unless: "fish castor mineral olive cod")
    + rules(
      "overdose", .emergency, "gave got took", "ten five 10 5 double triple wrong",
      "times dose amount", gap: 3, unless: "pharmacy list day daily")
    + rules("overdose", .emergency, "did snorted", "line lines", gap: 1, unless: "phone waiting")
    + rules(
      "overdose", .emergency, "pills meds tablets", "vodka alcohol wine whiskey beer", gap: 2,
      unless: "can ok okay may safe")
    + rules(
      "hallucinations", .emergency, "seeing hearing", "things", gap: 0, unless: "portal chart")
    + rules(
      "gas", .emergency, "furnace gas heater stove", "leaking leak fumes smell",
      "headache throwing dizzy sick vomiting", gap: 12)
    + rules("gas", .emergency, "garage", "engine car", "running", gap: 4)

  private static let tellingOfInjury =
    rules("accident", .emergency, "through", "windshield", gap: 1)
    + rules("bone", .emergency, "pointing facing bent", "backwards backward sideways", gap: 2)
    + rules(
      "head injury", .emergency, "leaking dripping fluid", "ear nose", gap: 4,
      unless: "allergies runny")
    + rules(
      "accident", .emergency, "horse cow bull mule", "kicked trampled gored stepped threw", gap: 2)
    + rules(
      "burn", .emergency, "burned burnt burn", "skin", "off peeling", gap: 6, unless: "sunburn")
    + rules(
      "wound", .emergency, "tore ripped torn", "open",
      "cheek face arm leg hand lip ear neck scalp", gap: 3, anyOrder: true)
    + rules("eye injury", .emergency, "sprayed splashed squirted", "eye eyes", gap: 3)
    + rules("drowning", .emergency, "under", "water", "minutes minute", gap: 5)

  private static let tellingOfSickness =
    rules("fever", .emergency, "fever temp temperature fiebre", tenths, gap: 3, anyOrder: true)
    + rules(
      "fever", .emergency, "wound incision surgery op", "chills pus green fever", gap: 5,
      unless: "hay flu gone")
    + rules("high sugar", .emergency, "breath", "fruity", gap: 2, anyOrder: true)
    + rules(
      "high sugar", .emergency, "diabetic diabetes sugar", "vomiting throwing puking", gap: 6,
      anyOrder: true)

  /// 104.0 to 107.9 degrees Fahrenheit.
  private static let tenths =
    (1040...1079).map { "\($0 / 10).\($0 % 10)" }.joined(separator: " ")

  private static let tellingOfViolence =
    rules(
      "violence", .emergency, "outside", "pounding banging kicking", "door", gap: 3)
    + rules("violence", .emergency, "with", "a", "bat knife gun machete", gap: 0, unless: "cut")
    + rules(
      "harm to others", .crisis, "rifle gun bomb", "school church work clinic", gap: 4,
      unless: "safety class massage")
    + rules("plan", .crisis, "im am", "done", "note letter", gap: 5, unless: "doctor visit work")
    + rules(
      "nobody would miss me", .crisis, "nobody noone", "miss care notice cares",
      "disappeared vanished", gap: 5)
    + rules("plan", .crisis, "noose")
    + rules("plan", .crisis, "rope", "tree ceiling rafter picked bought ready", gap: 4)
    + rules("plan", .crisis, "thoughts", "of", "doing dying ending", gap: 1)
    + rules("plan", .crisis, "cant cannot", "promise", "here alive safe", gap: 3, isNegative: true)
}
