/// Sentences that were written after the training sentences, and that no training sees.
///
/// The last 123, from "hi i want to start using the patient portal" on, are the stricter measure:
/// the training sentences were not touched after they were written. The mistakes in those before
/// them were looked at once, and sentences of other wording added.
enum HeldOut {
  /// The name of the intent and the sentence.
  static let sentences: [(label: String, text: String)] = lines.split(separator: "\n").compactMap {
    let columns = $0.split(separator: "|", maxSplits: 1)
    return columns.count == 2 ? (String(columns[0]), String(columns[1])) : nil
  }

  private static let lines = """
    account.register|id like to join the portal, got a code in the mail
    account.register|how can i get an account with you guys
    account.register|need to activate 483-920
    account.signIn|sign me in please
    account.signIn|my pin number is 3690
    account.signIn|the portal wont let me log in
    account.signOut|please sign me out now
    account.signOut|log off my account
    account.signOut|i lent my phone to a friend so log me out
    account.resetPassword|i dont know my password anymore
    account.resetPassword|can you help me reset the password
    account.resetPassword|username forgotten
    account.updateContact|we have a new home address
    account.updateContact|please change the phone number you have for me
    account.updateContact|my email is different now
    account.preferences|id rather get emails than texts
    account.preferences|can you text me in spanish from now on
    account.preferences|stop the appointment reminder texts
    account.security|i want a new pin code
    account.security|turn on two factor authentication
    account.security|i think somebody hacked into my portal
    account.proxy|can i get access to my fathers chart
    account.proxy|let my daughter manage my account
    account.proxy|i want to see stuff for my kid mia
    appointments.book|can i get an appointment with cardiology
    appointments.book|i need to see a doctor about my shoulder
    appointments.book|would like to set up a video visit next tuesday
    appointments.book|schedule me for a checkup
    appointments.change|can we move my appointment to thursday
    appointments.change|need to reschedule with dr chen
    appointments.change|i need a later time for my visit
    appointments.cancel|please cancel my visit on monday
    appointments.cancel|cant come to my appointment, cancel it
    appointments.cancel|cancel the appt with the heart doctor
    appointments.list|what day is my appointment again
    appointments.list|do i have anything scheduled
    appointments.list|when do i come in next
    appointments.confirm|i'll be at my appointment tomorrow
    appointments.confirm|confirming for thursday
    appointments.confirm|yes i will be there for my visit
    appointments.availability|what openings does dr chen have next week
    appointments.availability|do you have anything open on friday afternoon
    appointments.availability|earliest available appointment please
    appointments.waitlist|add me to the wait list
    appointments.waitlist|can you tell me if an earlier slot opens
    appointments.waitlist|i'd like to be seen sooner than june if someone cancels
    prescriptions.refill|refill my lisinopril
    prescriptions.refill|refill my lisinipril
    prescriptions.refill|refill atorvastatin
    prescriptions.refill|can u refil my bp pill plz
    prescriptions.refill|im almost out of my metformin, order more
    prescriptions.refill|time to reorder my thyroid meds
    prescriptions.status|where is my refill
    prescriptions.status|did my prescription go through yet
    prescriptions.status|has the pharmacy got my refill ready
    prescriptions.status|when will my lisinopril get here
    prescriptions.history|when was my metformin last filled
    prescriptions.history|list my refills from last year
    prescriptions.history|what did i fill in the last few months
    prescriptions.autoRefill|can you set up auto refills for me
    prescriptions.autoRefill|i want lisinopril sent automatically each month
    prescriptions.autoRefill|turn automatic refills off
    prescriptions.list|what do I take
    prescriptions.list|which medications am i taking
    prescriptions.list|show me my med list
    prescriptions.list|whats the dose on my metformin
    prescriptions.pharmacyMessage|i need to ask the pharmacist something
    prescriptions.pharmacyMessage|can i take advil with my blood thinner
    prescriptions.pharmacyMessage|tell the pharmacy i want generic
    messages.send|please tell dr chen my knee is swollen
    messages.send|i want to ask my doctor a question
    messages.send|send my nurse a note
    messages.list|have i got any new messages
    messages.list|did my doctor reply yet
    messages.list|show the messages from my care team
    records.results|can i see my lab results
    records.results|how was my blood test
    records.results|what is my latest a1c
    records.reports|what did my mri show
    records.reports|is the biopsy report in
    records.reports|results from my chest xray
    records.visitNotes|i want to read the notes from my visit
    records.visitNotes|what did dr chen say to do after my visit
    records.visitNotes|give me my after visit summary
    records.summary|what allergies do you have listed for me
    records.summary|which vaccines am i missing
    records.summary|show my medical conditions
    records.download|can i download all of my records
    records.download|i need a pdf of my medical records
    records.download|email a copy of my chart to me
    records.share|please send my records to dr jones at mayo
    records.share|i want another clinic to see my chart
    records.share|stop sharing my records
    billing.balance|how much do i owe you
    billing.balance|what is the balance on my account
    billing.balance|is anything past due
    billing.pay|id like to pay my balance
    billing.pay|pay 60 dollars on my bill
    billing.pay|can i pay with my card
    billing.history|when was my last payment
    billing.history|show me what i paid this year
    billing.history|did you receive my payment
    billing.statement|why was i charged so much
    billing.statement|can i get an itemized statement
    billing.statement|what is this bill for
    billing.methods|i have a new credit card to add
    billing.methods|which cards are saved
    billing.methods|remove my visa
    billing.plan|can i pay this bill in installments
    billing.plan|i need a payment plan, cant pay it all now
    billing.plan|could i pay 25 a month
    forms.fill|i want to fill out my forms
    forms.fill|lets finish the questionnaire
    forms.fill|start my pre visit paperwork
    forms.list|are there forms i need to do
    forms.list|what paperwork is left
    forms.list|which forms have i completed
    education.find|what is diabetes
    education.find|how can i lower my blood pressure naturally
    education.find|tell me about knee replacement risks
    clinic.info|what time do you open
    clinic.info|where is the mankato clinic
    clinic.info|do you take blue cross insurance
    clinic.careTeam|who are the doctors taking care of me
    clinic.careTeam|what is my doctors name
    clinic.careTeam|who is my nurse
    clinic.announcements|whats new at the clinic
    clinic.announcements|is the clinic closing for the storm
    clinic.announcements|any announcements
    help.capabilities|help
    help.capabilities|what can you help me with
    help.capabilities|how do i use this
    help.capabilities|what are my options here
    help.human|talk to a person
    help.human|can i speak with someone real
    help.human|i want to talk to a nurse on the phone
    help.human|get me a human
    safety.emergency|my chest hurts and i cant breathe
    safety.emergency|i think my wife is having a stroke
    safety.emergency|hes not breathing
    safety.crisis|i dont want to live any more
    safety.crisis|thinking of killing myself
    safety.crisis|i just want to die
    safety.wrongNumber|this is the wrong number
    safety.wrongNumber|you texted the wrong person
    safety.wrongNumber|i'm not your patient, take me off
    dialogue.greet|hi
    dialogue.greet|hello good morning
    dialogue.greet|hey how's it going
    dialogue.thanks|thank you so much for your help
    dialogue.thanks|thanks!
    dialogue.thanks|appreciate it a lot
    dialogue.goodbye|ok bye now
    dialogue.goodbye|have a good evening, bye
    dialogue.goodbye|thats everything, see you
    dialogue.affirm|yes that's right
    dialogue.affirm|yes pls
    dialogue.affirm|yep do it
    dialogue.deny|no, not that one
    dialogue.deny|nope
    dialogue.deny|no thats incorrect
    dialogue.stop|forget about it, never mind
    dialogue.stop|stop, i dont want to do this
    dialogue.stop|cancel this request
    dialogue.back|go back to the last question
    dialogue.back|can i go back a step
    dialogue.back|let me change my previous answer
    dialogue.repeat|can you say that again please
    dialogue.repeat|what was that again
    dialogue.repeat|sorry i didnt understand
    dialogue.undo|undo what you just did
    dialogue.undo|oops that was a mistake, take it back
    dialogue.undo|please reverse that last thing
    outOfScope|what's the weather
    outOfScope|are you hiring nurses
    outOfScope|reload my gift card balance
    outOfScope|who won the super bowl
    outOfScope|order a large pepperoni pizza
    outOfScope|how do i fix my car
    outOfScope|can you walk my dog
    outOfScope|what is dr chens home address
    outOfScope|my package from amazon is late
    outOfScope|cancel my hulu account
    outOfScope|book me a table at olive garden
    outOfScope|who is the governor of minnesota
    account.register|hi i want to start using the patient portal
    account.register|i was given a registration code at the front desk
    account.signIn|can you sign me in
    account.signIn|never received my one time code
    account.signOut|please log me off of this device
    account.signOut|end my session now
    account.resetPassword|my password got lost can i make another
    account.resetPassword|i cant remember what my password is
    account.updateContact|my street address changed last week
    account.updateContact|heres my new cell number 507 555 0177
    account.preferences|please send the reminders in spanish
    account.preferences|no more text reminders please, use email
    account.security|i want to pick a new pin
    account.security|set up extra verification for my account
    account.proxy|i'd like access to my elderly mothers account
    account.proxy|how can my husband see my records in the portal
    appointments.book|i have had a sore throat for days and want to come in
    appointments.book|make an appt for my son with a skin doctor
    appointments.book|need to set up my annual exam
    appointments.change|can you push my appointment to the week after
    appointments.change|thursday wont work, is friday ok instead for my visit
    appointments.cancel|i wont need my appointment on tuesday anymore
    appointments.cancel|cancel my visit please
    appointments.list|tell me when i'm supposed to come in
    appointments.list|whats my next visit
    appointments.confirm|yes i am coming to my appointment on friday
    appointments.confirm|please confirm me for tomorrow
    appointments.availability|does dr chen have any time on monday
    appointments.availability|what are your open times this week
    appointments.waitlist|put my name on the waiting list
    appointments.waitlist|let me know if you get an earlier spot
    prescriptions.refill|i need my metformin and lisinopril refilled
    prescriptions.refill|could you reorder my blood thinner
    prescriptions.refill|ran out of atorvastatin
    prescriptions.refill|plz send more of my sugar pills
    prescriptions.status|is my lisinopril ready to pick up
    prescriptions.status|what happened to the refill i asked for
    prescriptions.status|has my metformin been mailed
    prescriptions.history|when did i get my last refill of lisinopril
    prescriptions.history|show me every refill i had this year
    prescriptions.autoRefill|put my metformin on automatic refill
    prescriptions.autoRefill|stop the auto refill on lisinopril
    prescriptions.list|what medicine am i supposed to take
    prescriptions.list|do i have refills left for lisinopril
    prescriptions.list|tell me all of my medications
    prescriptions.pharmacyMessage|question for the pharmacist about side effects of metformin
    prescriptions.pharmacyMessage|is it ok to take aleve with lisinopril
    messages.send|could you let dr chen know my cough is worse
    messages.send|i need to write to my doctor
    messages.list|do i have new messages
    messages.list|has the nurse answered me yet
    records.results|are my blood test results back
    records.results|what was my cholesterol last time
    records.reports|did my ct scan results come in
    records.reports|show me the report of my biopsy
    records.visitNotes|show me the notes from my visit with dr chen
    records.visitNotes|what were the doctor's instructions after my visit
    records.summary|am i allergic to anything in your records
    records.summary|which vaccinations did i get
    records.download|i want to download my chart
    records.download|send me a copy of all of my medical records
    records.share|can you send my records to another hospital
    records.share|give dr jones access to my medical records
    billing.balance|what do i owe
    billing.balance|how much is my balance
    billing.pay|i want to pay my bill now
    billing.pay|pay 100 dollars with my visa
    billing.history|show my payments
    billing.history|did my last payment go through
    billing.statement|please explain the charges on my bill
    billing.statement|send me the itemized bill
    billing.methods|update my credit card please
    billing.methods|add another bank account for payments
    billing.plan|could i pay this off monthly
    billing.plan|i can't afford to pay it all at once
    forms.fill|i want to do my forms now
    forms.fill|help me complete the questionnaire
    forms.list|what forms are due
    forms.list|is there any paperwork i still have to do
    education.find|explain high cholesterol to me
    education.find|what foods are good for diabetics
    clinic.info|what are the hours of the rochester clinic
    clinic.info|how do i get to the clinic
    clinic.careTeam|what is the name of my heart doctor
    clinic.careTeam|who is on my medical team
    clinic.announcements|do you have any news
    clinic.announcements|are you closed because of snow
    help.capabilities|what kind of stuff can you do
    help.capabilities|how does this text thing work
    help.human|please connect me with a real person
    help.human|i want someone to call me
    safety.wrongNumber|sorry you have the wrong number
    safety.wrongNumber|i dont know who this is, i am not a patient
    dialogue.greet|good morning!
    dialogue.greet|hello there how are you
    dialogue.thanks|ok thank you very much
    dialogue.thanks|thanks for helping me
    dialogue.goodbye|goodbye and thank you
    dialogue.goodbye|ok talk to you later
    dialogue.affirm|yes, that is correct
    dialogue.affirm|ok go ahead please
    dialogue.deny|no that is wrong
    dialogue.deny|no i dont want that one
    dialogue.stop|never mind, i dont need it
    dialogue.stop|please stop this
    dialogue.back|take me back one step
    dialogue.back|i want to go back to the previous question
    dialogue.repeat|please say that one more time
    dialogue.repeat|i dont get what you mean
    dialogue.undo|please undo that
    dialogue.undo|i did not mean to do that, reverse it
    outOfScope|whats a good restaurant nearby
    outOfScope|play a song by taylor swift
    outOfScope|do you have any openings for a medical biller job
    outOfScope|can you order me a new couch
    outOfScope|who was the first man on the moon
    outOfScope|refill my propane tank
    outOfScope|pay my water bill
    outOfScope|schedule a meeting with my boss
    outOfScope|what is dr chens salary
    outOfScope|my cat is sick and needs a vet
    outOfScope|tell me something funny
    outOfScope|how much does a tesla cost
    """
}
