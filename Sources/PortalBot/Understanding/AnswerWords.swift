/// The words that answer a question.
enum AnswerWords {
  struct Word {
    let answer: Answer
    /// Answers even where the message goes on without a pause: "yes I want to see my bill".
    let isStrong: Bool
  }

  /// The longest answer that stands at a place, and where it ends.
  static func match(_ tokens: [String], at start: Int) -> (Word, end: Int)? {
    for length in stride(from: min(longest, tokens.count - start), to: 0, by: -1) {
      let phrase = tokens[start..<start + length].joined(separator: " ")
      if let word = table[phrase] { return (word, start + length) }
    }
    return nil
  }

  static func skip(_ words: Set<String>, _ tokens: [String], from start: Int) -> Int {
    var index = start
    while index < tokens.count, words.contains(tokens[index]) { index += 1 }
    return index
  }

  /// Said before an answer while thinking.
  static let fillers: Set<String> = [
    "um", "umm", "uh", "uhh", "oh", "well", "hmm", "hm", "ah", "er", "pues", "eh", "lol", "haha",
    ",", ".", "!", "?", ";", "#",
  ]

  /// Said after an answer, without a weight of their own.
  static let trailers: Set<String> = [
    ",", ".", "!", "?", ";", "please", "thanks", "thank", "you", "sir", "maam", "mam", "miss",
    "dear", "hon", "yes", "yep", "yeah", "do", "it", "that", "thats", "is", "correct", "right",
    "fine", "good", "great", "ok", "sure", "so", "much", "very", "por", "favor", "gracias", "lol",
    "haha", "go", "ahead", "perfect", "sounds", "works", "for", "me", "one", "bro", "dude", "man",
    "cool", "all", "of", "course", "god", "bless", "a", "lot", "now", "indeed", "this",
  ]

  static let ones: Set<String> = ["one", "1", "option", "choice", "opcion"]

  static let places: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4, "5th": 5, "6th": 6, "primero": 1, "primera": 1, "segundo": 2, "segunda": 2,
    "tercero": 3, "tercera": 3, "frist": 1, "firt": 1, "secnd": 2, "secound": 2, "thrid": 3,
    "top": 1,
  ]

  /// After these a "no" belongs to them: "no refills left", "no puedo respirar".
  static let nounsAfterNo: Set<String> = [
    "refill", "refills", "appointment", "appointments", "pain", "chest", "one", "more", "longer",
    "insurance", "problem", "problems", "prob", "worries", "clue", "money", "answer", "response",
    "reply", "luck", "medicine", "medicines", "pills", "pill", "doctor", "allergies", "results",
    "record", "records", "bill", "balance", "charge", "voicemail", "email", "text", "texts",
    "show", "fever", "hurry", "rush", "puedo", "tengo", "me", "hay", "es", "entiendo", "funciona",
    "side", "bleeding", "symptoms", "slots", "openings", "matter", "where", "how", "what", "way",
    "prescription", "wonder", "reason", "reminders", "calls", "phone", "copay", "blood", "tomo",
    "llego", "recuerdo", "estoy", "soy", "encuentro", "body", "sign", "signs", "suicidal",
  ]

  private static let longest = 5

  private static let table: [String: Word] = {
    var table: [String: Word] = [:]
    func add(_ answer: Answer, isStrong: Bool, _ lines: String) {
      for phrase in lines.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
        let words = phrase.split(separator: " ").joined(separator: " ")
        if !words.isEmpty { table[words] = Word(answer: answer, isStrong: isStrong) }
      }
    }
    add(
      .yes, isStrong: true,
      """
      yes|yeah|yep|yup|yea|yah|yeh|yess|yepp|yess sir|yessir|yes sir|yes maam|uh huh|uhuh|mhm|mmhm
      yes please|please do|go ahead|go for it|do it|yes do it|absolutely|definitely|of course
      affirmative|si por favor|claro que si|ye|yaas|yse|yez|yas|ys|yeas|hell yes|heck yes|for sure
      sounds good|thats right|that is right|thats correct|that is correct|go on then|yes i do
      """)
    add(
      .yes, isStrong: false,
      """
      y|ya|k|ok|okay|sure|si|s|claro|correct|right|fine|please|perfect|great|good|confirm|confirmed
      confirmo|dale|bueno|vale|agreed|agree|i agree|alright|all right|works for me|that works|cool
      that is fine|thats fine|thats the one|that one|exactly|exacto|por favor|ok then|ok sure|bet
      i do|i would|id like that|i confirm|approved|proceed|continue|lets do it|why not|true|okey dokey
      ok do it|ok go ahead|ok sounds good|sure thing|sure do it|sure go ahead|you bet|yes yes|correcto
      might as well|ok dokey|thatll be fine|that will be fine|definately|definitly|definetly|100|100 %
      i would like that|id like that very much|i would like that very much|fs|you got it|fine by me
      fine with me|no problem|no problem go ahead|no problem , go ahead|si claro|simon|orale|i guess so
      no prob|works|that would be great|that would be fine|absolutly|totally|yes i would|sip
      i accept|accept|good to go|of corse|send it|make it so|hazlo|adelante|de acuerdo|esta bien|okie dokie
      """)
    add(
      .no, isStrong: true,
      """
      no|nope|nah|naw|no thanks|no thank you|no no|nop|noo|no gracias|no way|negative|hell no|heck no
      absolutely not|no please|please no|no dont|please dont|no not that one|not that one|no wait
      not that|thats wrong|that is wrong|thats not right|not right|thats not it|no i dont|no need
      definitely not|of course not|no sir|no maam|no quiero|nada de eso|claro que no|wrong one
      """)
    add(
      .no, isStrong: false,
      """
      n|not now|not today|not yet|dont|do not|dont do it|do not do it|wrong|incorrect|false|not really
      i dont|i do not|i would not|i dont want it|i dont want to|dont want it|not this one|not this time
      id rather not|rather not|not interested|pass|ill pass|nel|incorrecto|disagree|i disagree|nay|nein
      i dont think so|nuh uh|never|never mind|npoe|maybe later|later|i changed my mind no|yeah no|yeah nah
      i changed my mind , no|changed my mind|im good|i am good|hold off|hold off on that|ill skip it|skip it
      skip|para nada|ahorita no|mejor no|ahora no|todavia no|not for me|no es necesario|leave it
      """)
    add(
      .unsure, isStrong: false,
      """
      maybe|i dont know|dont know|not sure|im not sure|i am not sure|no idea|no se|quizas|tal vez|perhaps
      possibly|unsure|i guess|i suppose|no clue|depends|it depends|not certain|i have no idea|beats me
      i think so|probably|im unsure|let me think|hard to say|cant decide|yes or no|y or n|dont remember|i dont remember
      """)
    add(
      .all, isStrong: false,
      """
      all|both|all of them|both of them|all of it|everything|every one|all three|all two|the both|each
      all of those|all of these|them all|los dos|las dos|todos|todas|todo|ambos|ambas|the lot|both please
      the two of them|every one of them|all the above|all of the above
      """)
    add(
      .noneOfThem, isStrong: false,
      """
      none|neither|none of them|none of these|none of those|none of the above|neither one|ninguno|ninguna
      neither of them|not any of them|not any of those|no none of them|no none of those|no none|no neither
      none of em|none work|none of those work|none of these work|neither works|nothing there|nada|ninguno de esos
      """)
    return table
  }()
}
