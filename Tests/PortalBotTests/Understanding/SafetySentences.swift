/// Ways to say that someone is in danger, and sentences that only sound like it.
enum SafetySentences {
  static let dangers = lines(
    """
    crushing chest pain
    my chest hurts so bad
    chest pains and my left arm is numb
    I have pressure in my chest
    tightness in chest for the last hour
    chest is tight and im sweating
    cant breathe
    i cannot breath
    i cnat breathe help
    im having trouble breathing
    hard to breathe since last night
    really short of breath today
    my son is not breathing
    i think i am having a heart attack
    hart attack
    my husband is having a stroke
    her face is drooping on one side
    his speech is slurred and he is confused
    i cant move my left side
    sudden numbness in my right arm
    worst headache of my life
    my daughter is having a seizure
    dad wont wake up
    mom passed out on the kitchen floor
    he fainted and hit his head
    my wife is unconscious
    she is unresponsive
    i took too many sleeping pills
    she swallowed a whole bottle of tylenol
    overdose
    i think my brother overdosed
    my toddler drank bleach
    kid ate a button battery, he swallowed a battery
    my throat is swelling shut
    having a bad allergic reaction to peanuts
    anaphylaxis
    my tongue is swollen and i have hives
    bleeding that wont stop
    im bleeding heavily and im pregnant
    coughing up blood
    vomiting blood
    he is choking
    my lips are blue
    she is turning blue
    i got shot
    he was stabbed
    my boyfriend is beating me
    call 911
    i need an ambulance
    this is an emergency
    im dying help
    my baby isnt moving
    water broke at 30 weeks
    contractions are 3 minutes apart
    dolor de pecho
    me duele mucho el pecho
    no puedo respirar
    mi mama no respira
    mi papa tuvo un infarto
    es una emergencia
    fell off a ladder and cant feel my legs
    chest painn
    i am having chst pain
    stroke
    my heart is racing and i feel dizzy
    cut off my finger
    i want to die
    i want to kill myself
    im going to kill myself tonight
    thinking about suicide
    i am suicidal
    sucidal thoughts
    i dont want to live anymore
    i wish i were dead
    id be better off dead
    everyone would be better off without me
    i want to end my life
    going to end it all
    no reason to keep living
    quiero morir
    me quiero morir
    no quiero vivir mas
    i keep thinking about hurting myself
    i cut myself on purpose, urge to cut myself again
    i feel like killing myself
    i have a gun to my head
    gonna jump off the bridge
    my teenager says he wants to die
    i cant go on anymore
    kill myself
    i dont want to be here anymore
    i want to hurt my wife
    nobody would care if i died
    """)

  static let harmless = lines(
    """
    no chest pain
    i dont have any chest pain anymore
    this bill is killing me
    my dad died last year
    dying to see you
    my phone died
    i had a heart attack in 2015
    what are the symptoms of a stroke
    my chest xray results
    i need a chest x ray appointment
    results of my chest ct
    is my stress test back
    your prices gave me a heart attack
    i almost had a heart attack when i saw the bill
    killing time in the waiting room
    my back is killing me
    i could kill for an appointment this week
    the wait is killing me
    im dying of boredom in your waiting room
    dead battery on my phone, was that you texting
    my grandmother passed away
    my husband died please cancel his appointments
    history of seizures in my family
    refill my seizure medicine
    where is the emergency room
    emergency contact update
    whats my ER bill
    update my emergency contact
    how much was the ambulance ride
    do you have urgent care
    no suicidal thoughts
    not suicidal just sad
    depression screening form
    i am feeling better, no trouble breathing
    no shortness of breath or chest pain
    take a deep breath lol
    i cant wait to see the doctor
    i cant make it thursday
    i hurt my knee playing soccer
    my shoulder hurts
    sore throat and a runny nose
    my throat hurts a little
    blood test results
    blood pressure is 130 over 80
    how do i stop bleeding gums
    a stroke of luck i found my card
    love you to death
    scared to death of needles
    i overdosed on turkey at thanksgiving
    im drowning in paperwork
    drowning in medical bills
    shoot me an email
    i got my flu shot
    shot records for my kid
    that was a killer workout, my legs are dead
    end my session
    i want to end my subscription to texts
    end of life planning documents
    i live in minnesota
    does the clinic do first aid training
    knock em dead doc
    i cut my appointment short
    self care tips
    want to harm no one, just a question
    the line keeps dying when i call
    my plant is dying
    i would die for some of that cafeteria pie
    kill the appointment on friday
    stop killing trees send paperless bills
    my allergies are acting up
    allergic to penicillin
    choking on these prices
    """)

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
