extension SafetyRule {
  static let crises: [SafetyRule] = dying + hurtingOneself + hurtingOthers + cues

  private static let dying =
    rules(
      "wants to die", .crisis,
      "want wanna wish wanting rather ready deserve hope wants wished better",
      "die dead dying disappear",
      gap: 4,
      unless:
        "somedayphone battery laughing laugh cake food hair plant hard rich happy old know roots "
        + "family relatives lawn bug mosquito weeds zone pixel skin tree fern")
    + rules("wants to die", .crisis, "want wanna", "to", "unalive suicide", gap: 3)
    + rules("wants to die", .crisis, "unalive")
    + rules(
      "wants to die", .crisis, "quiero quisiera ganas deseo",
      "morir morirme matarme matar muerto muerta",
      gap: 2)
    + rules(
      "does not want to live", .crisis, "dont not doesnt no cant",
      "want wanna wants see quiero", "live living alive exist existing vivir",
      gap: 3, unless: "alone here there stream chat in with near", isNegative: true)
    + rules(
      "does not want to live", .crisis, "dont not", "want wanna", "be", "here alive around",
      "anymore longer", gap: 2,
      unless: "office clinic waiting hospital", isNegative: true)
    + rules(
      "does not want to live", .crisis, "dont not never", "want wanna", "wake", "up", gap: 2,
      unless: "early alarm roommate him her baby"
        + " kids neighbors", isNegative: true)
    + rules(
      "does not want to live", .crisis, "sleep", "never not", "wake", gap: 3,
      unless: "alarm baby him her kids", isNegative: true)
    + rules(
      "does not want to live", .crisis, "no", "quiero", "estar", "aqui mundo viva vivo", gap: 2,
      isNegative: true)
    + rules(
      "not worth living", .crisis, "not isnt aint", "worth", "living", gap: 1, isNegative: true)
    + rules(
      "wants it to be over", .crisis, "want wish", "it", "all", "over end stop", gap: 2,
      unless: "bill bills paperwork form forms game")
    + rules(
      "wants it to be over", .crisis, "want wanna going gonna ready need", "end", "it", gap: 1,
      unless:
        "chat subscription plan call session membership conversation text texts appointment visit")
    + rules(
      "cannot go on", .crisis, "cant cannot", "do", "this life", "anymore longer", gap: 1,
      unless: "site website app form portal paperwork test job work", isNegative: true)
    + rules(
      "no reason to live", .crisis, "no nothing reason point purpose", "live living vivir", gap: 4,
      unless: "room area alone will stream wage near assisted", isNegative: true)
    + rules(
      "cannot go on", .crisis, "cant cannot dont", "go keep", "on living going", gap: 1,
      unless: "website portal site app link vacation trip page date dates monday tuesday "
        + "wednesday thursday friday line online computer my the to", isNegative: true)
    + rules(
      "better off dead", .crisis, "better", "off", "dead without", gap: 2,
      unless: "medicine this pill it", isNegative: true)
    + rules(
      "better off dead", .crisis, "better", "if", "gone dead wasnt died disappeared", gap: 4,
      unless: "pain rash headache fever")
    + rules(
      "nobody would miss me", .crisis, "nobody noone one anyone", "miss care notice cares",
      "me gone die died dead",
      gap: 5, unless: "email call message")
    + rules(
      "suicide", .crisis, "suicide suicidal suicidio suicida suicidarme suicidarse suicides",
      unless: "squad prevention awareness walk fundraiser support group loss")
    + rules(
      "end my life", .crisis, "end ending acabar terminar quitarme finish quitar",
      "life vida living",
      gap: 4,
      unless:
        "meaninginsurance beginning support savings lease care planning advice quality half real shelf battery alert"
    )
    + rules("end my life", .crisis, "take taking", "my his her their own", "life", gap: 1)
    + rules("end my life", .crisis, "end ending", "it", "all", gap: 1)
    + rules(
      "end my life", .crisis, "going gonna want will might", "take swallow",
      "bottle handful whole entire all",
      "pills pill bottle tablets tylenol medicine medicines", gap: 3, unless: "how should away test"
    )
    + rules("end my life", .crisis, "kms", unless: "run ran walk drive away from miles")
    + rules(
      "lethal dose", .crisis, "how", "many much", "pills pill dose tylenol insulin medicine advil",
      "kill die overdose fatal lethal", gap: 5)

  private static let hurtingOneself =
    rules(
      "self-harm", .crisis, "kill killing hang hanging shoot shooting matar drown strangle",
      "myself mi self himself herself themselves mismo", gap: 2,
      unless: "laughing picture video photo portrait")
    + rules("self-harm", .crisis, "matarme ahorcarme")
    + rules(
      "self-harm", .crisis,
      "want wanna going thinking thoughts urge urges might will scared afraid plan planning keep feel feeling quiero started",
      "hurt hurting harm harming cut cutting burn burning cortarme lastimarme hacerme",
      "myself me self dano herself himself", gap: 3,
      unless: "gym running shaving accidentally accident")
    + rules("self-harm", .crisis, "quiero", "lastimarme cortarme", gap: 2)
    + rules("self-harm", .crisis, "self", "harm harming injury injuring", gap: 0)
    + rules(
      "self-harm", .crisis, "cutting harming", "myself", gap: 1,
      unless: "shaving cooking onion kitchen accident short")
    + rules("self-harm", .crisis, "slit cut slitting cutting cortar", "wrists wrist venas", gap: 2)
    + rules(
      "self-harm", .crisis, "jump jumping", "bridge roof building train ledge", gap: 4,
      unless: "bungee")
    + rules(
      "self-harm", .crisis, "gun", "head mouth", gap: 4, unless: "massage nail heat temperature")
    + rules("self-harm", .crisis, "gun knife", "myself", gap: 8)
    + rules("self-harm", .crisis, "goodbye suicide", "note letter", gap: 1)
    + rules("self-harm", .crisis, "goodbye", "forever world cruel", gap: 2)

  private static let hurtingOthers =
    rules("harm to others", .crisis, "homicidal")
    + rules(
      "harm to others", .crisis, "want wanna going gonna about might thoughts thinking urge",
      "kill killing hurt hurting shoot "
        + "shooting stab harm strangle murder",
      "someone somebody people everyone him her them wife husband kids baby mom dad family boss child neighbor",
      gap: 3, unless: "feelings time eyes game")
}
