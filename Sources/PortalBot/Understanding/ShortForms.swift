/// How people shorten words when they text.
enum ShortForms {
  /// Each short form and the words that it stands for.
  static let table: [String: [String]] = {
    var table: [String: [String]] = [:]
    for line in lines.split(separator: "\n") {
      let sides = line.split(separator: "=")
      guard sides.count == 2 else { continue }
      let words = sides[1].split(separator: " ").map(String.init)
      for short in sides[0].split(separator: " ") { table[String(short)] = words }
    }
    return table
  }()

  /// What is written right after a number without a blank: `10mg`, `4pm`.
  static let units: Set<String> = [
    "mg", "mgs", "mcg", "ml", "g", "units", "unit", "am", "pm", "a", "p", "bucks", "dollars",
    "tabs", "tablets", "pills", "caps", "days", "day", "weeks", "wks", "months", "yrs", "yr", "yo",
    "hrs", "hr", "hours", "min", "mins", "x", "k", "usd", "puffs", "ish", "refills", "meq", "iu",
  ]

  private static let lines = """
    u yu = you
    ur = your
    r = are
    yess yesss yas yass yaas yasss = yes
    noo nooo = no
    pls plz plss plzz plse pleas plez pleasee plese = please
    appt appts apt apts appnt apmt appoint aptmt apptment = appointment
    rx rxs script scripts = prescription
    tmrw tmr tmw tmrow 2moro 2morrow 2mrw 2mro tomoro tommorow tomorow tommorrow = tomorrow
    2day tdy 2dy = today
    2nite 2night tonite = tonight
    thx thnx thanx tx tnx thks thankyou ty tysm thankx = thanks
    msg msgs mssg = message
    dr doc drs = doctor
    bp = blood pressure
    b4 = before
    w = with
    wo = without
    acct accts = account
    pw pwd passwd pword = password
    cuz bc bcuz coz becuz = because
    gonna gunna = going to
    wanna wana = want to
    gotta = got to
    gimme gimmie = give me
    lemme = let me
    idk dunno = i dont know
    im i'm = im
    hv hav = have
    abt = about
    wat wut wht wats = what
    wen = when
    wher whers wheres = where is
    whats = what is
    hows = how is
    whos = who is
    whens = when is
    cud = could
    wud = would
    shud = should
    cn = can
    nd = and
    da = the
    dis = this
    ppl = people
    pharm = pharmacy
    med = medicine
    meds = medicines
    medication = medicine
    medications = medicines
    medicin medecine medcine = medicine
    info infos = information
    ph = phone
    num nmbr = number
    mins = minutes
    hrs = hours
    wk = week
    wks = weeks
    yr = year
    yrs = years
    xq pq porq = porque
    kk okk okay okey okie okai = ok
    thru = through
    l8r = later
    gr8 = great
    wknd = weekend
    prob = probably
    rn = right now
    fwd = forward
    sched = schedule
    resched rescedule reskedule = reschedule
    cxl cancle cancell = cancel
    refil refll refilll reffil = refill
    vm = voicemail
    omw = on my way
    nvm nvmd nm nevermind = never mind
    ttyl = talk to you later
    btw = by the way
    jk = just kidding
    fyi = for your information
    hw = how
    mon = monday
    tue tues = tuesday
    wed weds = wednesday
    thu thur thurs = thursday
    fri = friday
    """
}
