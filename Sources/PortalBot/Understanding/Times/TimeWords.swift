/// The words that times are made of, English and Spanish.
enum TimeWords {
  /// What else a word is written as.
  static let spellings: [String: String] = {
    var table: [String: String] = [:]
    for line in lines.split(separator: "\n") {
      let sides = line.split(separator: "=")
      for word in sides[0].split(separator: " ") {
        table[String(word)] = sides[1].split(separator: " ").joined(separator: " ")
      }
    }
    return table
  }()

  private static let lines = """
    mon mondays lunes mond = monday
    tue tues tuesdays martes teusday tusday tuseday = tuesday
    wed weds wednesdays miercoles wensday wednsday wendsday wenesday = wednesday
    thu thur thurs thursdays jueves thrusday thursdy thurday = thursday
    fri fridays viernes firday = friday
    sat saturdays sabado satruday saterday = saturday
    sun sundays domingo = sunday
    jan enero janurary = january
    feb febrero febuary feburary = february
    mar marzo = march
    apr abril = april
    mayo = may
    jun junio = june
    jul julio = july
    aug agosto = august
    sep sept septiembre septembre = september
    oct octubre = october
    nov noviembre = november
    dec diciembre decemeber = december
    tomorrows tmrw tmr tmw tmrow 2moro tomoro tommorow tomorow tommorrow tomorro = tomorrow
    tdy hoy = today
    tonite 2nite night = tonight
    wk wks weeks semana semanas = week
    days dia dias = day
    months mes meses = month
    years yr yrs ano anos = year
    hours hr hrs hora horas = hour
    minute mins min minutos minuto = minutes
    ndx untill til till hasta = until
    thru = through
    mornings mornin = morning
    afternoons afternoonish tarde aft = afternoon
    evenings eve = evening
    wkend wknd weekends = weekend
    xmas navidad = christmas
    btw btwn = between
    following proximo proxima siguiente = next
    current esta este = this
    previous pasado pasada = last
    entre = between
    despues = after
    antes = before
    y = and
    o = or
    approx approximately roughly exactly sharp circa aproximadamente = about
    remainder = rest
    coming = upcoming
    sooner = earlier
    noonish mediodia = noon
    seasons = season
    """

  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  static let units: [String: (grain: Grain, count: Int)] = [
    "minutes": (.minute, 1), "hour": (.hour, 1), "h": (.hour, 1), "day": (.day, 1),
    "week": (.week, 1), "fortnight": (.day, 14), "month": (.month, 1), "year": (.year, 1),
  ]
  static let parts: [String: (from: Int, to: Int)] = [
    "morning": (0, 12), "afternoon": (12, 19), "evening": (18, 24), "lunch": (12, 14),
    "lunchtime": (12, 14),
  ]
  static let numbers: [String: Int] = {
    let words =
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
      + "fifteen sixteen seventeen eighteen nineteen"
    var table: [String: Int] = ["thirty": 30, "forty": 40, "fifty": 50, "twenty": 20]
    for (number, word) in words.split(separator: " ").enumerated() { table[String(word)] = number }
    let spanish = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce"
    for (number, word) in spanish.split(separator: " ").enumerated() where word != "once" {
      table[String(word)] = number + 1
    }
    table["una"] = 1
    return table
  }()
  static let ordinals: [String: Int] = {
    let words =
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
      + "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    var table: [String: Int] = ["thirtieth": 30, "primero": 1]
    for (number, word) in words.split(separator: " ").enumerated() {
      table[String(word)] = number + 1
    }
    return table
  }()
  /// How many minutes the zones that people name are ahead of Greenwich.
  static let zones: [String: Int] = [
    "gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330, "et": -300,
    "ct": -360, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "akst": -540, "hst": -600,
    "mt": -420, "pt": -480,
  ]
  /// The days that have names, of the American year; the evening before is their eve.
  static let holidays: [String: [(words: [Substring], day: Holiday)]] = {
    let named = namedDays.flatMap { names, day in
      names.split(separator: ", ").map { (words: $0.split(separator: " "), day: day) }
    }
    return Dictionary(grouping: named) { String($0.words[0]) }
  }()

  private static let namedDays: [(names: String, day: Holiday)] = [
    ("new years eve, new year eve", .fixed(12, 31)),
    ("new years day, new year day, new years, new year", .fixed(1, 1)),
    ("martin luther king day, martin luther king jr day, mlk day, mlk", .weekday(0, 3, 1)),
    ("groundhog day, groundhogs day", .fixed(2, 2)),
    ("super bowl sunday, super bowl", .weekday(6, 1, 2)),
    ("valentines day, valentine day, valentines", .fixed(2, 14)),
    ("presidents day, president day, washingtons birthday", .weekday(0, 3, 2)),
    ("st patricks day, saint patricks day, st patrick day, st paddys day", .fixed(3, 17)),
    ("mardi gras, fat tuesday, shrove tuesday", .easter(-47)),
    ("ash wednesday", .easter(-46)),
    ("palm sunday", .easter(-7)),
    ("maundy thursday", .easter(-3)),
    ("good friday", .easter(-2)),
    ("holy saturday", .easter(-1)),
    ("easter monday", .easter(1)),
    ("easter sunday, easter day, easter", .easter(0)),
    ("ascension day", .easter(39)),
    ("pentecost", .easter(49)),
    ("april fools day, april fool day, april fools", .fixed(4, 1)),
    ("tax day", .fixed(4, 15)),
    ("earth day", .fixed(4, 22)),
    ("mothers day, mother day", .weekday(6, 2, 5)),
    ("memorial day", .weekday(0, -1, 5)),
    ("flag day", .fixed(6, 14)),
    ("juneteenth", .fixed(6, 19)),
    ("fathers day, father day", .weekday(6, 3, 6)),
    ("independence day", .fixed(7, 4)),
    ("labor day, labour day", .weekday(0, 1, 9)),
    ("columbus day, indigenous peoples day", .weekday(0, 2, 10)),
    ("halloween day, halloween", .fixed(10, 31)),
    ("all saints day", .fixed(11, 1)),
    ("all souls day", .fixed(11, 2)),
    ("election day", .weekday(0, 1, 11, after: 1)),
    ("veterans day, veteran day", .fixed(11, 11)),
    ("thanksgiving day, thanksgiving", .weekday(3, 4, 11)),
    ("black friday", .weekday(3, 4, 11, after: 1)),
    ("cyber monday", .weekday(3, 4, 11, after: 4)),
    ("christmas eve", .fixed(12, 24)),
    ("christmas day, christmas", .fixed(12, 25)),
    ("boxing day", .fixed(12, 26)),
  ]

  /// What may stand inside of a time; any other word ends it.
  static let glue: Set<String> = [
    "at", "@", "on", "in", "the", "of", "this", "next", "last", "past", "after", "before", "to",
    "until", "through", "from", "by", "since", "between", "and", "but", "upcoming", "later",
    "earlier", "than",
    "now", "hence", "ago", "a", "an", "am", "pm", "p", "m", "h", "oclock", "ish", "half", "quarter",
    "noon", "midday", "midnight", "today", "tomorrow", "tonight", "yesterday", "weekend", "early",
    "late", "mid", "middle", "end", "beginning", "start", "rest", "couple", "few", "about",
    "around", "hours", "st", "nd", "rd", "th", "-", ":", "/", ",", ".", "for", "starting", "within",
    "closest", "nearest", "time", "during", "school", "work", "bom", "eom", "eoy", "season",
    "spring", "summer", "fall", "autumn", "winter", "or", "within", "el", "la", "las", "los", "de",
    "del", "por", "en", "que", "viene", "a", "al", "manana", "new", "years", "evening",
    "t", "back", "over", "onwards", "onward", "forward", "clock", "no", "not", "ides", "coming",
  ]

  /// The words that days' names begin with or hold.
  private static let holidayWords = Set(
    holidays.values.joined().flatMap(\.words).map(String.init))

  static func isKnown(_ word: String) -> Bool {
    glue.contains(word) || holidayWords.contains(word) || units[word] != nil || parts[word] != nil
      || numbers[word] != nil
      || ordinals[word] != nil || zones[word] != nil || weekdays.contains(word)
      || months.contains(word) || word.utf8.allSatisfy { (48...57).contains($0) }
  }
}
