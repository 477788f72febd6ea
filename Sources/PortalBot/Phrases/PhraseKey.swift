/// What the bot says, whatever the language: the names of the texts in its catalogues.
enum PhraseKey: String, CaseIterable, Sendable {
  // Safety
  case emergency, crisis, askEmergency, askCrisis, noDanger, numbersRemoved

  // What can't be dealt with
  case wentWrong, interrupted, filesNotRead

  // Who is speaking
  case askPIN, askPINAgain, pinOrPerson, welcome, welcomeByName, pinLocked, pinWrong, signedOut
  case stopped, stoppedFor, started, wrongNumber, afterSignIn

  // Talk
  case greeting, capabilities, thanks, goodbye, handedOff, leftAlone, nothingOpen, notByText, free
  case offerPerson, personInstead, notUnderstood, notUnderstoodAgain

  // Questions
  case yesOrNo, yesOrNoAgain, yesOrNoNumbered, numbered, numberedAgain, numberedLast
  case billsNotAgreed, detailsNotAgreed

  // Which wish is meant
  case whichWish, wishOther, wishContact, wishPreferences, wishSecurity, wishPassword, wishProxy
  case wishSignOut, wishBook, wishMove, wishDrop, wishVisits, wishConfirm, wishTimes, wishWaitlist
  case wishRefill, wishRefillStatus, wishRefillHistory, wishAutoRefill, wishMedicines, wishPharmacy
  case wishMessage, wishMessages, wishResults, wishReports, wishNotes, wishSummary, wishDownload
  case wishShare, wishBalance, wishPay, wishPayments, wishBill, wishMethods, wishPlan, wishForm
  case wishForms, wishArticle, wishClinic, wishCareTeam, wishNews

  // Prescriptions
  case noPrescriptions, notOnList, nothingUnderWay, namesNotAgreed, namedMedicine, thatMedicine
  case yourMedicine, yourDoctor, yourPharmacy, refillQuestion, refillDeed, renewalQuestion
  case renewalDeed, deedAgain, deedNumbered, whichOne, refillRequested, renewalRequested, youTake
  case refillLeft, refillsLeft, statusRenewal, statusApproved, statusShipped, statusAsked

  // Refills that can't be had
  case refillStopped, refillUnderWay, refillTooSoon, noRefillsLeft, neverRefilled, refillLimit

  // Billing
  case nothingOwed, paymentUnderWay, owes, owesPastDue, owesNext, owesPending, lateFeeBy, sayPay
  case howMuch, whichAmount, allOf, pastDueOf, payHow, methodCard, methodBank, methodExpired
  case payQuestion, payQuestionAgain, paid, settles, owesNothingNow, stillOwes, paymentPending
  case paymentTwice, paymentTooSmall, overpayment, tooManyPayments, bankSaidNo, notEnoughMoney
  case cardExpired, methodUnusable, bankWantsYou

  // Appointments
  case whichSpecialty, waitForWhom, whichDay, whichTime, laterTimes, otherTimes, joinTheWaitlist,
    noTimes
  case noVisits, sayBook, whichVisit, comingUp, confirmedVisit, withProviderAt
  case withProviderByVideo, bookQuestion, moveQuestion, booked, moved, confirmQuestion
  case alreadyConfirmed, confirmed, dropQuestion, dropQuestionFee, cancelled, waitQuestion
  case waitQuestionEarlier, onWaitlist, leaveWaitlist, offWaitlist, stillWaiting, notWaiting
  case takeOffer, offerTaken, timeGone, timeTaken, timePast, alreadyWaiting, offerOver
  case visitUnknown

  // Results
  case noResults, noResultsReleased, resultWaits, resultsWait, resultsOf, resultRange
  case resultBefore, flagNormal, flagLow, flagHigh, flagVeryLow, flagVeryHigh, flagAbnormal

  // Messages
  case tellCareTeam, askPharmacy, tellBilling, yourCareTeam, billingOffice, thePharmacy, sendThis
  case sendThisWith, sent, sentAndAnsweredSoon

  // Preferences
  case whichPreference, preferenceSet, setThis, stopThis, notPrivate, inSpanish, inEnglish
  case detailsByText, billsByText, newsByText, remindersByEmail, remindersByBoth, remindersByText
  case noReminders

  // Accounts
  case askClinicNumber, askName, askBirthDate, askEmail, acceptTerms, askActivationCode,
    minimumAge, termsAccepted, codeAgain, startOver, registered
  case chooseUsername, choosePassword, notAPassword, newPIN, usernameSet, passwordSet,
    pinChanged, weakPIN, badUsername, usernameTaken, passwordTooShort, passwordTooLong,
    passwordCommon, passwordHasName, passwordHasBirthDate, passwordHasUsername, passwordEasy
  case askPINOrUsername, askReason, forVisits, forBills, forForms, forMedicines, forMessages,
    forResults, forSettings, forOther, askUsername, askPassword, codeSentTo, phoneEnding,
    askCode, alreadySignedIn, notSignedIn, tooManyTries, codeNotAccepted, tooManyCodes
  case askLogin, resetStarted, askCodeAndPassword, passwordReset, lostPIN, byUsername,
    byHelpDesk, helpAsked, registrationNoMatch, tooYoung, termsFirst

  // Who is acted for, and how one talks
  case boundary, aboutYou, aboutOther, actsForNobody, actsFor, notYoursToSee, filesAgain,
    filesLater
}
