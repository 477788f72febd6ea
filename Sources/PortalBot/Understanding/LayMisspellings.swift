/// Misspelt words of the body and its ills, as they come in texts.
enum LayMisspellings {
  /// The word that was meant, or the word itself.
  static func corrected(_ word: String) -> String { table[word] ?? word }

  private static let table: [String: String] = {
    var table: [String: String] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for word in words.dropFirst() { table[word] = words[0] }
    }
    return table
  }()

  private static let lines = """
    pressure presure preasure pressur presser preshure pressue
    blood blod bllod blud bood
    thinner thiner thinners thinnr
    cholesterol cholestrol colesterol cholesterl cholestoral cholesteral cholestorol cholestral
    diabetes diabetis diabeties diabetic diabetees diabets
    thyroid thyriod tyroid thiroid thyroide
    water watter wter
    sugar suger sugr azucar
    anxiety anxity axiety anxeity
    depression depresion deppression
    allergy alergy allergies allergie
    asthma astma asma ashtma
    heartburn hartburn
    pain dolor
    nausea nausia
    seizure siezure seizures
    """
}
