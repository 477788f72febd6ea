/// The words in and around the names of medicines.
enum MedicineWords {
  /// The words of a name by which it is called: no salts, forms or strengths.
  static func significant(_ name: String) -> [String] {
    let words = name.fields(" ").filter { $0 != "/" }
    let telling = words.filter {
      $0.utf8.count >= 4 && !fillers.contains($0) && !attributes.contains($0)
    }
    // A salt by itself is a medicine: "potassium".
    return telling.isEmpty && words.count == 1 && salts.contains(words[0]) ? words : telling
  }

  /// They tell one medicine from another, but none is called by them alone.
  private static let attributes: Set<String> = [
    "regular", "isophane", "mononitrate", "dinitrate", "human", "conjugated", "peroxide",
  ]

  private static let salts: Set<String> = ["potassium", "magnesium"]

  /// A name without salts, forms and strengths; whole where it has nothing else: "potassium
  /// chloride".
  static func core(_ name: String) -> String {
    let words = name.fields(" ")
    let kept = words.filter { !fillers.contains($0) }
    return (kept.isEmpty ? words : kept).joined(separator: " ")
  }

  /// Salts, forms, strengths: they tell no medicine from another.
  static let fillers: Set<String> = [
    "hydrochloride", "hcl", "sodium", "potassium", "calcium", "magnesium", "tartrate", "bitartrate",
    "succinate", "maleate", "mesylate", "besylate", "sulfate", "acetate", "phosphate", "citrate",
    "fumarate", "bromide", "chloride", "nitrate", "carbonate", "acid",
    "extended", "release", "delayed", "immediate", "oral", "tablet", "tablets", "capsule",
    "capsules", "solution", "suspension", "injection", "injectable", "inhaler", "inhalant",
    "cream", "ointment", "spray", "nasal", "patch", "transdermal", "topical", "chewable",
    "disintegrating",
    "powder", "drops", "ophthalmic", "vitamin", "unit", "units", "actuat", "metered", "dose",
    "pack", "medicated", "prefilled", "syringe", "autoinjector", "pen", "cartridge", "system",
    "oxide", "hydrate", "monohydrate", "dihydrate", "propionate", "furoate", "valerate",
    "xinafoate",
    "olamine", "medoxomil", "cilexetil", "etexilate", "disoproxil", "alafenamide", "besilate",
    "and", "with", "for", "plus", "extra", "strength", "hour", "day", "control", "birth",
    "hydrobromide", "oxalate", "trihydrate", "estolate", "ethinyl", "dipropionate", "bisulfate",
    "kwikpen", "flexpen", "solostar", "flextouch", "respimat", "diskus", "ellipta", "handihaler",
    "redihaler", "respules", "pill", "recombinant", "rdna",
    "plan", "depo", "slow", "baby", "fish", "fatty", "ethyl", "esters", "glycol",
    "with", "perles", "desiccated", "nicotinic", "cyclen",
  ]

  /// What a medicine is called when its name doesn't come to mind.
  static let pills: Set<String> = [
    "pill", "pills", "pil", "pils", "medicine", "medicines", "tablet", "tablets", "drug", "drugs",
    "capsule", "capsules", "prescription", "prescriptions", "stuff", "pastilla", "pastillas",
    "medicina", "medicinas", "medicamento", "medicamentos", "pildora", "pildoras", "tabs", "shot",
    "shots", "cream", "drops", "spray", "inhaler", "dose", "doses", "treatment", "refill",
    "refills",
  ]

  /// Those of them that say what is wanted of it.
  static let requests: Set<String> = ["refill", "refills", "prescription", "prescriptions", "dose"]

  /// What may stand between a pill and what it is for: "pills for my blood pressure".
  static let purposes: Set<String> = ["for", "para", "de", "del"]
  static let articles: Set<String> = [
    "my", "the", "mi", "la", "el", "high", "bad", "low", "this", "alta",
  ]
}
