/// Kinds of lay words that tell dangers from what only sounds like them.
///
/// A word may be of several kinds. The classifier learns what the kinds mean together; none of them
/// is a danger by itself.
enum DangerWords {
  /// The kinds of a word, in the order of their names.
  static func kinds(of word: String) -> [String] {
    if let known = kinds[word] { return known }
    return number(word).map { [$0] } ?? []
  }

  private static let kinds: [String: [String]] = {
    var kinds: [String: [String]] = [:]
    for (kind, words) in lists.sorted(by: { $0.key < $1.key }) {
      for word in words.split(separator: " ") { kinds[String(word), default: []].append(kind) }
    }
    return kinds
  }()

  /// Numbers by what they would mean as a temperature, an oxygen level, a sugar or a pulse.
  private static func number(_ word: String) -> String? {
    guard let value = Double(word) else { return nil }
    switch value {
    case ..<3: return "fewNumber"
    case ..<10: return "someNumber"
    case ..<39: return "manyNumber"
    case ..<50: return "lowSugarNumber"
    case ..<89: return "lowOxygenNumber"
    case ..<103: return "hundredNumber"
    case ..<109: return "feverNumber"
    case ..<160: return "usualNumber"
    case ..<260: return "fastNumber"
    case ..<450: return "highNumber"
    case ..<1000: return "highestNumber"
    default: return "greatNumber"
    }
  }

  private static let lists: [String: String] = body.merging(signs) { $0 + " " + $1 }
    .merging(deeds) { $0 + " " + $1 }.merging(people) { $0 + " " + $1 }
    .merging(manner) { $0 + " " + $1 }.merging(everyday) { $0 + " " + $1 }

  private static let body = [
    "chest": "chest heart ticker breastbone sternum ribs rib ribcage pecho corazon lungs lung",
    "airway": "throat tongue lips lip airway windpipe neck mouth garganta lengua labios boca",
    "head": "head skull face cheek temple forehead brain cabeza cara jaw eyelid",
    "eye": "eye eyes vision sight ojo ojos vista",
    "limb":
      "arm arms leg legs hand hands finger fingers foot feet toe toes wrist wrists thigh knee ankle "
      + "elbow shoulder calf thumb limb limbs brazo brazos pierna piernas mano manos dedo pie",
    "side": "side half left right lado izquierdo derecho",
    "belly":
      "belly stomach abdomen tummy gut guts side groin abdominal barriga estomago vientre panza",
    "back": "back spine spinal hip pelvis shoulders espalda",
    "private": "testicle testicles vagina rectum bottom penis privates",
    "skin": "skin rash hives welts spots bumps blister blisters blotches dots piel ronchas",
    "wound": "wound cut gash incision stitches artery vein bone tear puncture stump herida",
    "breath":
      "breathe breathing breath breaths air inhale exhale gasp gasping wheeze wheezing wheezes oxygen "
      + "suffocating smothering winded panting puffing choke choking chokes choked respirar respira "
      + "respirando aire ahogo ahogando ahoga asfixia gurgling gurgle rattling grunting",
    "pulse": "pulse heartbeat pulso palpitations racing pounding fluttering skipping latidos",
    "blood":
      "blood bleeding bleed bleeds bled bloody sangre sangrando sangra clots clot hemorrhage "
      + "hemorrhaging nosebleed",
  ]

  private static let signs = [
    "pain":
      "pain pains hurt hurts hurting ache aching aches sore agony cramping cramps cramp dolor duele "
      + "duelen headache migraine",
    "grip":
      "pressure tight tightness tightening squeezing squeezed squeeze crushing crushed heavy heaviness "
      + "elephant vise weight band stabbing tearing ripping ripped burning sharp radiating shooting "
      + "opresion apretado",
    "closing": "closing closed close shut swelling swollen swelled swells swell puffed puffy tight "
      + "hinchada hinchado hincho cerrando cierra",
    "numb":
      "numb numbness tingling tingly weak weakness dead paralyzed paralysed droop drooping droopy sagging "
      + "lopsided crooked melted limp floppy heavy adormecido debil entumecido chueca paralizado",
    "speech":
      "talk talking speak speaking speech words slur slurred slurring slurs garbled gibberish mumbling "
      + "nonsense jumbled hablar habla hablando palabras",
    "blind": "see blind blurry vision double seeing ver ciego borroso",
    "awake":
      "wake waking awake respond responding responds answer answering react rouse stir move moving despierta "
      + "despertar reacciona responde",
    "out":
      "unconscious unresponsive collapsed collapse collapses passed fainted fainting faint faints blacked "
      + "lifeless limp floppy desmayo desmayado inconsciente comatose lethargic blackout dropped keeled "
      + "slumped crumpled",
    "fit":
      "seizure seizures seizing convulsing convulsions convulsion twitching jerking shaking shakes thrashing "
      + "stiff stiffened foaming foam drooling convulsiones convulsion temblando fit epileptic rigid",
    "color":
      "blue purple gray grey white pale ashen clammy sweaty sweating sweat cold yellow green mottled "
      + "dusky morado azul palido sudando",
    "sick":
      "vomit vomiting throwing threw puking puke vomito vomitando nauseous sick fever diarrhea dehydrated "
      + "fiebre chills shivering shaking burning temperature temp",
    "dizzy":
      "dizzy lightheaded woozy spinning wobbly faint mareado mareada dizziness stumbling unsteady",
    "confused":
      "confused confusion disoriented delirious hallucinating recognize knows know remember makes sense "
      + "confundido confundida rambling incoherent acting weird strange strangely",
    "illness":
      "stroke attack infarct infarto anaphylaxis anaphylactic allergic allergy reaction asthma diabetic sepsis "
      + "meningitis appendix appendicitis aneurysm derrame overdose overdosed overdosing alergica sobredosis "
      + "embolism clot heatstroke hypothermia preeclampsia",
    "birth":
      "pregnant contractions contraction labor labour crowning weeks water trimester embarazada contracciones "
      + "parto cord placenta postpartum",
    "help":
      "911 ambulance help emergency emergencia ambulancia auxilio ayuda sos paramedics medic ems hurry quick "
      + "cpr rescue ayudenme socorro",
  ]

  private static let deeds = [
    "swallow":
      "swallowed swallow swallowing ate eaten drank drinking drunk took taken ingested gulped chewed licked "
      + "downed tomo tome trago bebio comio inhaled sniffed",
    "poison":
      "bleach poison poisoned poisoning antifreeze cleaner detergent pesticide gasoline lye ammonia carbon "
      + "monoxide fumes gas battery batteries magnet magnets button coin mushroom mushrooms berries pods "
      + "cloro veneno chemical chemicals acid kerosene turpentine thinner solvent drano",
    "pills":
      "<medicine> pill pills tablet tablets capsules bottle handful dose doses meds medicine medicines "
      + "medication medications pastillas pildoras insulin opioids painkillers gummies edibles patch patches",
    "drugs":
      "heroin fentanyl meth cocaine coke crack xanax oxy narcan needle snorted injected laced weed vodka "
      + "drunk alcohol whiskey beer booze high molly pills shot line drogas",
    "fall":
      "fell fall fallen falling slipped tripped crashed crash wreck wrecked accident hit struck rolled flipped "
      + "thrown ejected collided dropped cayo caida choque accidente ladder roof stairs bike motorcycle "
      + "atropello windshield kicked bucked tumbled",
    "crush":
      "crushed pinned trapped stuck caught mangled severed amputated chopped sliced impaled stabbed shot "
      + "punctured tore torn split broken snapped sticking poking bent",
    "machine":
      "tractor saw chainsaw mower machine auger combine forklift press grinder blade axe nail gun drill "
      + "truck car baler trailer",
    "burn":
      "burn burned burning burnt fire flames scalded boiling grease oil explosion exploded electrocuted shock "
      + "shocked lightning wire smoke quemo quemadura quemada fuego",
    "water": "drowned drowning drown underwater pool lake river pond tub bathtub ahogo alberca",
    "animal":
      "bee wasp hornet snake spider scorpion dog bit bitten stung sting rattlesnake abeja vibora perro",
    "weapon":
      "gun knife rope noose razor blade bullets pistol rifle weapon shotgun machete pistola cuchillo bat belt "
      + "loaded trigger",
    "violence":
      "hitting beat beating beats beaten punched choked choking strangled strangling raped rape assaulted "
      + "attacked attacking threatening threatened threatens stabbed shot kidnapped abused molested pega "
      + "golpeo golpea amenaza chasing stalking pounding hurting grabbed locked",
    "death":
      "die dying died dead death kill killing killed suicide suicidal murder morir morirme matar matarme "
      + "muerto muerta suicidarme unalive kms gone exist existing alive living live life vivir vida",
    "selfHarm":
      "cut cutting hurt harm hang hanging jump overdose shoot drown starve slit cortarme ahorcarme burning "
      + "crash swerve bridge ledge tracks",
    "despair":
      "hopeless worthless pointless burden alone tired numb empty useless anymore nobody noone hate goodbye "
      + "goodbyes sorry worth point reason better without disappear end ending over done note escape trapped "
      + "voices sleep forever pain plan cansado cansada adios nadie",
  ]

  private static let people = [
    "me": "i im ive me my myself yo mi me",
    "relative":
      "husband wife mom mother dad father grandma grandpa grandmother grandfather brother sister aunt uncle "
      + "partner boyfriend girlfriend roommate friend neighbor coworker boss spouse fiance mama papa esposo "
      + "esposa abuela abuelo hermano hermana amigo vecino he she him her his hes shes they man woman guy "
      + "somebody someone patient grandson granddaughter nephew niece cousin lady hubby fiancee",
    "child":
      "baby infant newborn toddler kid kids son daughter child children bebe nino nina hijo hija boy girl "
      + "preemie little teen teenager",
    "self": "myself himself herself themselves yourself",
  ]

  private static let manner = [
    "not":
      "no not dont never without denies isnt wasnt havent hasnt arent aint didnt doesnt sin nunca zero nothing "
      + "neither deny ningun",
    "unable":
      "cant cannot couldnt wont unable barely hardly can't no puedo puede apenas struggling trouble hard",
    "persist":
      "stop stopping stops quit keeps keep still again constantly nonstop worse worsening spreading more "
      + "para continues hour hours",
    "sudden":
      "sudden suddenly just now right minutes minute ago seconds instantly out happening started starting "
      + "repente ahora hace ahorita tonight",
    "severe":
      "worst unbearable excruciating severe severely really so bad badly terrible horrible lot everywhere "
      + "gushing pouring spurting soaked heavily huge massive extremely full whole entire many all too "
      + "mucho mucha muy fuerte demasiadas todas violently deep",
    "mild":
      "little slight slightly mild bit minor some tad barely kinda occasionally sometimes small tiny better "
      + "improving fine ok okay gone normal",
    "longAgo":
      "year years month months week weeks ago last previous used history past former since yesterday ano anos "
      + "meses semanas childhood 2010 2015 2018 2019 2020 2021 2022 2023 2024 2025 surgery",
    "ask":
      "what when where how why who which does do did is are can could should would will whats wheres ? que "
      + "cuando donde como cual",
    "unreal":
      "if case might maybe would could possible risk prevent prevention signs symptoms screening class info "
      + "information learn read article handout example scared worried afraid movie show book game dream lol "
      + "haha jk joking kidding literally",
    "others": "your you yall guys their they them staff",
  ]

  private static let everyday = [
    "money":
      "bill bills billing cost costs price prices pay paying paid payment charge charged charges copay "
      + "deductible insurance money dollars fee fees balance owe owed expensive afford refund statement cuenta "
      + "pagar $",
    "screen":
      "portal app website site page login log password username account link email text texts message messages "
      + "phone call calls online computer screen code form forms paperwork document documents chart record "
      + "records file profile update print download battery charger wifi button",
    "visit":
      "appointment appointments appt visit visits schedule reschedule scheduled cancel book booking clinic doctor "
      + "dr nurse office provider specialist referral checkup exam physical test tests results result lab labs "
      + "xray mri scan ct ultrasound followup cita citas slot opening waitlist surgery procedure therapy",
    "order":
      "refill refills renew renewal prescription prescriptions pharmacy order pickup supply mail delivery receta "
      + "surtir need want",
    "thanks": "thanks thank great love awesome wonderful amazing best gracias appreciate please",
    "leisure":
      "game movie show race workout gym exercise run running song joke vacation party parade costume concert "
      + "dinner coffee traffic weather team yoga soccer football basketball tv",
  ]
}
