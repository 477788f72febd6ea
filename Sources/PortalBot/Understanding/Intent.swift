/// What a message wants. The names are a contract: scripts and stored conversations rely on them.
public enum Intent: String, Codable, Sendable, CaseIterable, Hashable {
  // Account
  case accountRegister = "account.register"
  case accountSignIn = "account.signIn"
  case accountSignOut = "account.signOut"
  case accountResetPassword = "account.resetPassword"
  /// Phone, e-mail, address.
  case accountUpdateContact = "account.updateContact"
  /// Reminder channel, language, texts.
  case accountPreferences = "account.preferences"
  /// PIN, second factor, security questions.
  case accountSecurity = "account.security"
  /// Acts for a child or parent.
  case accountProxy = "account.proxy"

  // Appointments
  case appointmentsBook = "appointments.book"
  /// Reschedules.
  case appointmentsChange = "appointments.change"
  case appointmentsCancel = "appointments.cancel"
  case appointmentsList = "appointments.list"
  /// Says that one comes to a coming visit.
  case appointmentsConfirm = "appointments.confirm"
  case appointmentsAvailability = "appointments.availability"
  /// Asks for an earlier opening.
  case appointmentsWaitlist = "appointments.waitlist"

  // Prescriptions
  case prescriptionsRefill = "prescriptions.refill"
  /// Where a refill is.
  case prescriptionsStatus = "prescriptions.status"
  /// Past refills.
  case prescriptionsHistory = "prescriptions.history"
  case prescriptionsAutoRefill = "prescriptions.autoRefill"
  /// What I take.
  case prescriptionsList = "prescriptions.list"
  /// A question to the pharmacy.
  case prescriptionsPharmacyMessage = "prescriptions.pharmacyMessage"

  // Messages
  case messagesSend = "messages.send"
  case messagesList = "messages.list"

  // Records
  /// Laboratory.
  case recordsResults = "records.results"
  /// Radiology and pathology.
  case recordsReports = "records.reports"
  case recordsVisitNotes = "records.visitNotes"
  /// Allergies, conditions, immunizations, overview.
  case recordsSummary = "records.summary"
  case recordsDownload = "records.download"
  /// With another provider.
  case recordsShare = "records.share"

  // Billing
  case billingBalance = "billing.balance"
  case billingPay = "billing.pay"
  /// Past payments.
  case billingHistory = "billing.history"
  /// See or explain a bill.
  case billingStatement = "billing.statement"
  /// Cards and banks on file.
  case billingMethods = "billing.methods"
  case billingPlan = "billing.plan"

  // Forms and education
  case formsFill = "forms.fill"
  case formsList = "forms.list"
  case educationFind = "education.find"

  // Clinic
  /// Places, hours, phones, directions, urgent care, specialties.
  case clinicInfo = "clinic.info"
  /// Who my people are.
  case clinicCareTeam = "clinic.careTeam"
  case clinicAnnouncements = "clinic.announcements"

  // Help
  case helpCapabilities = "help.capabilities"
  /// A person, please.
  case helpHuman = "help.human"

  // Safety
  case safetyEmergency = "safety.emergency"
  case safetyCrisis = "safety.crisis"
  case safetyWrongNumber = "safety.wrongNumber"

  // Dialogue
  case dialogueGreet = "dialogue.greet"
  case dialogueThanks = "dialogue.thanks"
  case dialogueGoodbye = "dialogue.goodbye"
  case dialogueAffirm = "dialogue.affirm"
  case dialogueDeny = "dialogue.deny"
  /// Drop this task; not the opt-out.
  case dialogueStop = "dialogue.stop"
  case dialogueBack = "dialogue.back"
  case dialogueRepeat = "dialogue.repeat"
  case dialogueUndo = "dialogue.undo"

  /// Whatever a clinic's portal doesn't do, near misses included.
  case outOfScope
}
