/// Rules by the kinds of danger that a nurse on a telephone triage line asks about.
extension SafetyRule {
  static let triage: [SafetyRule] =
    triageHeart + triageBreath + triageColor + triageStroke + triageSight + triageAwake
    + triageBlood + triageBirth + triageSwallowed + triageDrugs + triageInjury + triageMachines
    + triageExposure + triageFever + triageInside + triageSugar + triageViolence + triageSpanish

  private static let others =
    "he she hes shes him her mom mum mother moms dad dads father husband wife son daughter baby kid "
    + "child brother sister friend grandma grandpa grandmother grandfather partner roommate toddler "
    + "infant newborn neighbor boyfriend girlfriend coworker student man woman guy someone somebody "
    + "lady boy girl uncle aunt old"
  private static let kids =
    "kid son daughter toddler baby child old grandson granddaughter nephew niece brother sister boy "
    + "girl he she hijo hija nino nina bebe"
  private static let medicines =
    "pill pills tablets capsules meds medicine medication medications gummies edibles vitamins "
    + "antidepressants tylenol insulin pastillas medicinas"
  private static let screens =
    "email message messages text texts portal page website site app bot call calls office link screen "
    + "button form computer "
  private static let papers = "bill bills statement form forms paperwork price portal website "

  private static let triageHeart =
    rules(
      "chest pain", .emergency, "chest ribs sternum breastbone",
      "standing sitting sits stands band belt truck brick bricks vise vice rock stone ton parked "
        + "crushing crushed squeezing pressure tight tightness elephant heavy",
      gap: 6, anyOrder: true, unless: "xray xrays ct scan exercise exercises resistance cold")
    + rules(
      "chest pain", .emergency, "grabbed grabs grabbing clutched clutching holding held", "chest",
      gap: 2)
    + rules(
      "arm and jaw", .emergency, "jaw arm arms brazo", "sweat sweating sweaty clammy lead", gap: 6,
      anyOrder: true, unless: "dentist gym workout apron test")
    + rules(
      "arm and jaw", .emergency, "cold", "sweat sweats sweating",
      "nauseous nausea arm chest jaw faint dizzy", gap: 3)
    + rules(
      "artery", .emergency, "back blades", "ripping ripped tearing tore", gap: 6, anyOrder: true,
      unless: "shirt gown pants card form muscle")
    + rules(
      "heart", .emergency, "defibrillator icd pacemaker",
      "shocked shocking shocks fired firing zapped zapping", gap: 4)
    + rules(
      "heart", .emergency, "heart pulse heartbeat corazon",
      "flopping flipping racing pounding fluttering skipping irregular fast beating",
      "blacking lightheaded dizzy faint fainting passing pass sweaty sweating mareado", gap: 6)

  private static let triageBreath =
    rules(
      "asthma", .emergency, "asthma asma", "attack ataque bad severe worse", gap: 2,
      anyOrder: true, unless: "plan action form handout last medicine")
    + rules(
      "breathing", .emergency, "breathing breathes breath breaths breathe respira",
      "fast rapid rapidly shallow funny weird noisy noise ragged straw grunting gurgling rattling "
        + "rapido", gap: 4, anyOrder: true,
      unless: "exercise exercises test treatment machine running treadmill class")
    + rules(
      "breathing", .emergency, "grunting grunts", "breath breathe breathing nurse eat", gap: 5,
      anyOrder: true)
    + rules(
      "breathing", .emergency, "cant cannot barely", "sentence sentences word words", gap: 4,
      unless: screens + "read understand type word notes letter see", isNegative: true)
    + rules(
      "breathing", .emergency, "skin ribs chest stomach belly",
      "sucks sucking sinks sinking pulling pulls caving caves", "breathe breathes breath breathing",
      gap: 6)
    + rules(
      "breathing", .emergency, "croup stridor",
      "breathe breathes breath breathing blue gray grayish noise", gap: 8)
    + rules(
      "choking", .emergency, "inhaled aspirated",
      "peanut nut coin bead toy food popcorn grape smoke fumes chlorine", gap: 2)
    + rules("pain on breathing", .emergency, "pain hurts", "breathe breath inhale", gap: 3)
    + rules(
      "swallowing", .emergency, "cant cannot", "swallow", "drool drooling throat saliva spit",
      gap: 6, isNegative: true)
    + rules("oxygen", .emergency, "ox oximeter", triageNumbers(50...88), gap: 3)

  private static let triageColor =
    rules(
      "turning blue", .emergency, others,
      "turning turned turns going went looks looking is",
      "gray grey grayish ashen blue purple bluish",
      gap: 2, unless: "hair beard eyes shirt dress car")
    + rules(
      "turning blue", .emergency, "fingernails nails fingers fingertips lips tongue skin",
      "blue purple gray grey bluish dusky", gap: 4,
      unless: "polish paint cold color undertone bruise")
    + rules("infant", .emergency, others, "limp floppy lifeless", gap: 7)

  private static let triageStroke =
    rules(
      "stroke signs", .emergency, "face smile mouth",
      "dropped drop falling fallen lopsided uneven twisted crooked droopy drooping", gap: 4,
      anyOrder: true, unless: "mask off braces dentist")
    + rules(
      "stroke signs", .emergency, "speech",
      "gone garbled jumbled slurred weird off strange stopped lost", gap: 2, unless: "therapy")
    + rules(
      "stroke signs", .emergency, "talking speaking talks", "gibberish jibberish nonsense crazy",
      gap: 1, unless: papers)
    + rules(
      "stroke signs", .emergency, others, "isnt not doesnt wont", "making make makes", "sense",
      gap: 1, unless: papers + "summary letter page email schedule", isNegative: true)
    + rules(
      "stroke signs", .emergency, "cant cannot couldnt wont", "hold lift raise grip move mover",
      "arm arms hand leg legs brazo", gap: 2,
      unless: "surgery rotator cuff above overhead therapy weeks months vaccine shot",
      isNegative: true)
    + rules(
      "confusion", .emergency, others,
      "confused disoriented delirious incoherent hallucinating", gap: 4,
      unless: papers + "about how")
    + rules(
      "confusion", .emergency, "doesnt didnt cant", "know remember recognize",
      "where who",
      "he she hes shes day", gap: 1, unless: "appointment seeing password", isNegative: true)
    + rules(
      "confusion", .emergency, "cant cannot", "think", "straight clearly", gap: 0,
      unless: papers, isNegative: true)

  private static let triageSight =
    rules(
      "sight", .emergency, "cant cannot couldnt", "see", "eye eyes", gap: 4,
      unless: "doctor appointment glasses prescription contacts chart results without",
      isNegative: true)
    + rules(
      "sight", .emergency, "vision sight", "gone went lost black double curtain", gap: 3,
      anyOrder: true, unless: "insurance plan")
    + rules("sight", .emergency, "went going gone", "blind", gap: 1, unless: "date study")
    + rules(
      "sight", .emergency, "everything seeing see", "double", gap: 1,
      unless: "charge charged booked dose billed")
    + rules(
      "head injury", .emergency, "pupil pupils", "huge big bigger blown uneven larger", gap: 3,
      unless: "dilation dilated exam")
    + rules(
      "head injury", .emergency, "hit fell bumped", "head",
      "fuzzy sleepy drowsy dizzy puking blacked remember headache vision", gap: 6)
    + rules(
      "head injury", .emergency, "eliquis xarelto warfarin coumadin thinner thinners plavix",
      "hit fell fall bumped", "head", gap: 6)
    + rules(
      "head injury", .emergency, "hit fell bumped", "head",
      "eliquis xarelto warfarin coumadin thinner thinners plavix", gap: 8)

  private static let triageAwake =
    rules(
      "unconscious", .emergency, "wont cant not isnt doesnt", "wake waking", "up", gap: 1,
      unless: "early alarm by at time appointment for in morning work school make roommate",
      isNegative: true)
    + rules(
      "unconscious", .emergency, "wont cant not isnt doesnt",
      "responding respond responsive", gap: 1,
      unless: screens + "doctor dr nurse pharmacy treatment antibiotics medicine medication he",
      isNegative: true)
    + rules(
      "unconscious", .emergency, "hasnt wont isnt didnt doesnt not never", "come came coming", "to",
      gap: 0, unless: "appointment visit clinic office door phone the my our", isNegative: true)
    + rules(
      "unconscious", .emergency, others, "wont cant doesnt isnt not", "stay keep staying stays",
      "awake conscious", gap: 3, unless: "work class school", isNegative: true)
    + rules(
      "unconscious", .emergency, "cant cannot couldnt", "get", others, "up awake look", gap: 2,
      unless: "school early bed " + screens, isNegative: true)
    + rules("unconscious", .emergency, "slumped", unless: "sales market")
    + rules(
      "unconscious", .emergency, "found", others,
      "floor ground unconscious cold blue stiff needle", gap: 6)
    + rules(
      "seizure", .emergency, "had has having keeps kept", "fit fits", gap: 2,
      unless: papers + "about laughing when shoes over appointment visit you me")
    + rules(
      "seizure", .emergency, "jerking twitching convulsing shaking thrashing",
      "floor ground uncontrollably eyes stiff mouth", gap: 5)

  private static let triageBlood =
    rules(
      "bleeding", .emergency, "blood sangre bleeding",
      "everywhere pumping pulsing gushing spurting squirting pouring soaked soaking lados", gap: 4,
      anyOrder: true, unless: "insulin pump test")
    + rules(
      "bleeding", .emergency, "soaking soaked soak", "pad pads bandage bandages towel towels gauze",
      gap: 4, unless: "feet epsom")
    + rules(
      "bleeding", .emergency, "passing passed huge big large", "clot clots", gap: 2,
      unless: "bill history")
    + rules(
      "bleeding", .emergency, "nosebleed nosebleeds", "hour hours minutes wont quit stop stopping",
      gap: 5, unless: "stopped last", isNegative: true)
    + rules(
      "bleeding", .emergency, "stool stools poop poops bowel", "black tar tarry bloody maroon",
      gap: 4, anyOrder: true, unless: "iron sample test kit")
    + rules("bleeding", .emergency, "bloody", "vomit diarrhea", gap: 1)
    + rules(
      "bleeding", .emergency, "nicked cut sliced severed hit", "artery vein", gap: 2, anyOrder: true
    )
    + rules("bleeding", .emergency, "cut gash sliced", "bone", gap: 4)
    + rules("bleeding", .emergency, "deep gaping", "gash wound", gap: 1)
    + rules(
      "bleeding", .emergency, "tourniquet", "on bleeding blood", gap: 4,
      unless: "class training teachers article")

  private static let triageBirth =
    rules(
      "pregnancy", .emergency, "pregnant embarazada postpartum",
      "bleeding sangrando seizure fell spots vision swelling puffy cramping contractions faint dizzy",
      gap: 8, anyOrder: true, unless: "dates age calendar")
    + rules(
      "pregnancy", .emergency, "pregnant weeks postpartum", "headache",
      "spots vision blurry puffy swollen", gap: 5)
    + rules(
      "pregnancy", .emergency, "havent hasnt not dont cant stopped no",
      "felt feel feeling", "kick kicks kicking move moving movement", gap: 3, isNegative: true)
    + rules(
      "pregnancy", .emergency, "baby bebe", "hasnt isnt stopped not",
      "moved moving kicked kicking", gap: 3, isNegative: true)
    + rules(
      "labor", .emergency, "see feel", "baby babys", "head foot feet cord", gap: 1,
      unless: "circumference ultrasound lice hair cap rash shape flat doctor")
    + rules(
      "labor", .emergency, "cord", "hanging sticking came coming", gap: 2,
      unless: "phone power charger kiosk extension")
    + rules("labor", .emergency, "crowning preeclampsia eclampsia", isNamed: true)
    + rules(
      "pregnancy", .emergency, "had gave", "baby birth",
      "soaking clots bleeding shaking fever", gap: 6)

  private static let triageSwallowed =
    rules(
      "poison", .emergency, kids, "swallowed ate eaten chewed trago comio", medicines, gap: 5,
      unless: "fine easily problem trouble vitamin his her if")
    + rules(
      "poison", .emergency, kids, "swallowed ate eaten chewed",
      "button coin magnet magnets nail screw pin glass mushroom mushrooms pods", gap: 5,
      unless: "soup pizza fine")
    + rules(
      "poison", .emergency, "got gotten", "ahold hold into",
      "poison bleach cleaner pills meds medicine gummies edibles", gap: 4,
      unless: "control " + screens)
    + rules(
      "poison", .emergency, "mixed mixing", "bleach ammonia",
      "bleach ammonia vinegar cleaner fumes",
      gap: 3)
    + rules("poison", .emergency, "rat mouse ant", "poison", gap: 1, unless: "control")
    + rules("poison", .emergency, "alcohol", "poisoning", gap: 0)
    + rules(
      "overdose", .emergency, "took taken swallowed tomo tomado ate",
      "all handful bunch whole whole",
      "antidepressants meds gummies edibles medication medications", gap: 2,
      unless: "morning like doctor finished should how directed")
    + rules(
      "overdose", .emergency, "took taken injected gave", "three four five six 3 4 5 6", "times",
      gap: 4, unless: "day daily week month list history")
    + rules(
      "overdose", .emergency, "insulin",
      "mistake accident accidentally wrong extra double twice", gap: 6, anyOrder: true,
      unless: "order refill pharmacy sent ordered bill charged")

  private static let triageDrugs =
    rules(
      "overdose", .emergency, "snorted injected shot", "something fentanyl heroin pills meth coke",
      gap: 2)
    + rules(
      "overdose", .emergency, "fentanyl heroin methadone oxy edible edibles gummies",
      "blue purple sleepy awake breathing responding respond wake", gap: 8, isNegative: true)
    + rules(
      "overdose", .emergency, "needle", "in", "arm", gap: 2, unless: "biopsy afraid blood draw")

  private static let triageInjury =
    rules(
      "shock", .emergency, "electrocuted heatstroke hypothermia frostbite impaled scalded degloved",
      isNamed: true)
    + rules("shock", .emergency, "touched grabbed", "wire wires line outlet", gap: 3)
    + rules("shock", .emergency, "lightning rayo", "hit struck", gap: 2, anyOrder: true)
    + rules(
      "bite", .emergency,
      "snake rattlesnake copperhead cottonmouth viper vibora serpiente widow recluse",
      "bit bite bitten got struck mordio", gap: 4, anyOrder: true, unless: "oil")
    + rules(
      "burn", .emergency, "boiling scalding hot", "water oil grease soup coffee",
      "on all over down", gap: 2, unless: "bath soak compress")
    + rules("burn", .emergency, "clothes shirt hair he she", "caught on", "fire", gap: 1)
    + rules(
      "eye injury", .emergency, "acid bleach chemical chemicals opener cleaner lye ammonia",
      "eye eyes face", gap: 5, unless: "reflux hyaluronic salicylic")
    + rules("eye injury", .emergency, "metal glass nail wood hook", "in into", "eye", gap: 2)
    + rules(
      "accident", .emergency, "fell fallen",
      "tree silo horse balcony story stories scaffold bridge ice loft", gap: 4)
    + rules(
      "accident", .emergency, "fell fallen", "cant cannot", "up move walk", gap: 5,
      unless: "behind asleep", isNegative: true)

  private static let triageMachines =
    rules(
      "accident", .emergency,
      "tractor atv forklift combine car truck wheeler trailer tree skidsteer",
      "rolled flipped fell tipped landed ran", "on over onto", gap: 2, unless: "tire key")
    + rules("accident", .emergency, "pinned trapped crushed", "under beneath between by", gap: 1)
    + rules(
      "accident", .emergency, "caught stuck pulled",
      "auger machine baler belt pto conveyor press grinder mower", gap: 4, unless: "mri ct")
    + rules("amputation", .emergency, "hanging", "by", "skin thread", gap: 2, unless: "im")
    + rules(
      "wound", .emergency, "through into", "chest eye neck head stomach belly skull", gap: 1,
      unless: "look looking eye xray going words")
    + rules(
      "wound", .emergency, "chainsaw saw axe hatchet",
      "hit cut leg thigh hand arm foot finger", gap: 3, unless: "dust doctor dr nurse")
    + rules(
      "buried", .emergency, "buried trapped sank",
      "grain bin silo snow avalanche trench dirt corn sand",
      gap: 3, unless: "paperwork")
    + rules(
      "drowning", .emergency, "pulled fished dragged found", "lake pool river pond tub bathtub",
      gap: 5,
      unless: "muscle")
    + rules("drowning", .emergency, "face", "down", "water pool tub", gap: 2)

  private static let triageExposure =
    rules(
      "heat", .emergency, "heat hot sun",
      "confused crazy passed stopped fainted collapsed", gap: 8, unless: "flash flashes car")
    + rules("heat", .emergency, "stopped not", "sweating", gap: 0, isNegative: true)
    + rules(
      "cold", .emergency, "snow outside freezing", "stiff unresponsive blue confused shivering",
      gap: 4)

  private static let highFevers =
    "104 105 106 107 108 104.1 104.2 104.3 104.4 104.5 104.6 104.7 104.8 104.9 105.1 105.2 105.5 40.5 "
    + "41"

  private static let triageFever =
    rules(
      "fever", .emergency, "fever temp temperature fiebre", highFevers, gap: 4, anyOrder: true)
    + rules(
      "fever", .emergency, "newborn infant", "fever fiebre 100 101 102 103 104", gap: 5,
      anyOrder: true, unless: "class handout")
    + rules(
      "fever", .emergency, "fever fiebre",
      "confused sleepy lethargic limp hallucinating stiff purple", gap: 6, anyOrder: true)
    + rules(
      "fever", .emergency, "stiff", "neck", "fever rash vomiting confused light", gap: 4)
    + rules(
      "rash", .emergency, "rash spots", "wont doesnt not", "fade fading blanch", gap: 2,
      isNegative: true)
    + rules(
      "rash", .emergency, "purple", "spots rash dots blotches", "fever spreading", gap: 8)
    + rules(
      "fever", .emergency, "chemo chemotherapy transplant neutropenic",
      "fever chills 101 102 103", gap: 10, anyOrder: true, unless: "schedule gone")
    + rules("fever", .emergency, "sepsis septic", isNamed: true)

  private static let triageInside =
    rules(
      "belly", .emergency, "belly stomach abdomen abdominal tummy barriga estomago",
      "rigid unbearable excruciating severe fainting faint", gap: 6, anyOrder: true)
    + rules(
      "pain", .emergency, "unbearable excruciating", "pain dolor", gap: 3, anyOrder: true)
    + rules(
      "belly", .emergency, "appendix aneurysm spleen",
      "burst ruptured bursting rupture bursts", gap: 3, anyOrder: true)
    + rules(
      "belly", .emergency, "testicle testicles", "twisted swollen pain hurts sudden", gap: 4,
      anyOrder: true)
    + rules(
      "clot", .emergency, "leg calf", "swollen red swelling", "breathe breath chest breathing",
      gap: 8)

  private static let triageSugar =
    rules(
      "low sugar", .emergency, "sugar glucose meter sensor dexcom azucar", triageNumbers(15...45),
      gap: 4, unless: "grams carbs mg dollars minutes free cups strips")
    + rules(
      "high sugar", .emergency, "sugar glucose meter sensor dexcom azucar",
      triageNumbers(450...999),
      gap: 4, unless: "dollars mg")
    + rules(
      "high sugar", .emergency, "sugar meter glucose sensor", "reads says reading showing",
      "hi lo high",
      gap: 1)
    + rules(
      "high sugar", .emergency, "ketones dka", "vomiting throwing high large breathing", gap: 5)

  private static let triageViolence =
    rules(
      "violence", .emergency, others + " they stepdad stepfather fiance ex",
      "beating beats beat hitting hit punched kicked strangling strangled choked choking attacked "
        + "attacking raped assaulted",
      "me us", gap: 3, unless: papers + "cards chess game traffic here with")
    + rules("violence", .emergency, "raped", unless: "class history")
    + rules("violence", .emergency, "sexually", "assaulted abused", gap: 0)
    + rules(
      "violence", .emergency, "hands hand arm", "around", "neck throat", gap: 2, unless: "massage")
    + rules(
      "violence", .emergency, "wont", "let", "me us", "leave out", gap: 0,
      unless: screens + "comment note review reviews", isNegative: true)
    + rules(
      "violence", .emergency, "scared afraid fear fearing", "for", "life", gap: 3)
    + rules(
      "violence", .emergency, "someone somebody man guy", "broke breaking breaks", "in into",
      gap: 1,
      unless: "car account chart records " + screens)
    + rules("violence", .emergency, "kidnapped hostage")

  private static let triageSpanish =
    rules("stroke signs", .emergency, "habla hablando", "raro rara enredado", gap: 1)
    + rules(
      "stroke signs", .emergency, "no", "mueve mover puede", "brazo pierna lado", gap: 2,
      isNegative: true)
    + rules(
      "poison", .emergency, "trago tragado bebio",
      "pastillas pila moneda boton cloro veneno jabon medicina", gap: 3)
    + rules("unconscious", .emergency, "perdio", "conocimiento", gap: 1)
    + rules("violence", .emergency, "amenaza amenazando", "pistola cuchillo matarme matar", gap: 4)

  /// Cues of a wish to die that doesn't name it.
  static let cues: [SafetyRule] = cuesOfWishes + cuesOfPlans

  private static let cuesOfWishes =
    rules(
      "no reason to live", .crisis, "no", "reason point", "going on", gap: 3,
      unless: "appointment visit clinic there therapy trip", isNegative: true)
    + rules(
      "better off dead", .crisis, "happier better easier", "if", "i im me",
      "wasnt werent died gone dead not disappeared never", gap: 1,
      unless: "pain knee appointment parking", isNegative: true)
    + rules(
      "better off dead", .crisis, "happier easier", "without", "me", gap: 0,
      unless: "calling texting emailing")
    + rules("better off dead", .crisis, "wish", "never", "born", gap: 3, isNegative: true)
    + rules(
      "better off dead", .crisis, "burden", "everyone family everybody them", gap: 3,
      unless: "payment tax")
    + rules(
      "tired of living", .crisis, "tired done sick", "of with", "living life alive existing",
      gap: 1,
      unless: "insurance here there")
    + rules(
      "cannot go on", .crisis, "cant cannot", "take", "it life", "anymore longer", gap: 0,
      unless: "medicine pill pills medication nausea dose", isNegative: true)
    + rules("cannot go on", .crisis, "no", "puedo", "mas", gap: 0, isNegative: true)
    + rules("cannot go on", .crisis, "no", "quiero", "seguir", gap: 1, isNegative: true)

  private static let cuesOfPlans =
    rules(
      "plan", .crisis, "pills pill bottle gun knife rope razor blade", "in", "hand hands", gap: 2,
      unless: "pharmacy picked sanitizer")
    + rules(
      "plan", .crisis, "going gonna want ready will", "take swallow", "them", "all", gap: 1,
      unless: "back pharmacy with appointment")
    + rules(
      "self-harm", .crisis, "cutting cuts harming burning burns starving",
      "herself himself themselves themself", gap: 1, unless: "shaving cooking accident accidentally"
    )
    + rules(
      "self-harm", .crisis, "threatening threatens threatened", "jump suicide die hurt kill", gap: 3
    )
    + rules("self-harm", .crisis, "on", "ledge", gap: 1, unless: "window plant")
    + rules(
      "plan", .crisis, "planning planned picturing imagining researching know", "how", "i ill id",
      "do die", gap: 2, unless: "appointment " + screens)
    + rules(
      "plan", .crisis, "giving given gave", "away", "things stuff belongings possessions dog cat",
      gap: 2)
    + rules(
      "plan", .crisis, "drive driving crash crashing steer swerve jump jumping", "into off",
      "tree wall traffic cliff river", gap: 3, unless: "street directions")
    + rules("plan", .crisis, "said saying say", "goodbye goodbyes", "everyone family kids", gap: 3)

  private static func triageNumbers(_ range: ClosedRange<Int>) -> String {
    range.map(String.init).joined(separator: " ")
  }
}
