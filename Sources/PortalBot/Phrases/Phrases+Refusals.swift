internal import PortalDomain

/// Why something can't be done. The rules say it in English; what patients meet most is in the
/// catalogues, too.
extension Phrases {
  func words(of refusal: any Refusal) -> String {
    switch refusal {
    case let failure as Prescriptions.Failure: words(failure) ?? failure.message
    case let failure as Billing.Failure: words(failure) ?? failure.message
    case let failure as Appointments.Failure: words(failure) ?? failure.message
    case let failure as Registration.Failure: words(failure)
    case let failure as Credentials.Failure: words(failure) ?? failure.message
    case let failure as OneTimeCodes.Failure: words(failure)
    case let failure as Account.Failure: words(failure) ?? failure.message
    case Proxies.Failure.beyondScope: say(.notYoursToSee)
    // What is said to the staff is not for patients.
    case is Staff.Failure, is Disclosures.Failure: say(.wentWrong)
    default: refusal.message
    }
  }

  private func words(_ failure: Registration.Failure) -> String {
    switch failure {
    case .noMatch: say(.registrationNoMatch)
    case .tooYoung(let minimum): say(.tooYoung, ["age": "\(minimum)"])
    case .termsNotAccepted(let version): say(.termsFirst, ["version": version])
    case .usernameTaken: say(.usernameTaken)
    }
  }

  private func words(_ failure: Credentials.Failure) -> String? {
    switch failure {
    case .badUsername(let length):
      say(.badUsername, ["from": "\(length.lowerBound)", "to": "\(length.upperBound)"])
    case .usernameTaken: say(.usernameTaken)
    case .weakPassword(let weakness): words(weakness)
    case .notSignedIn: say(.notSignedIn)
    case .locked: say(.tooManyTries)
    case .code(let failure): words(failure)
    default: nil
    }
  }

  private func words(_ failure: Account.Failure) -> String? {
    guard case .weakPIN(let digits) = failure else { return nil }
    return say(.weakPIN, ["from": "\(digits.lowerBound)", "to": "\(digits.upperBound)"])
  }

  private func words(_ failure: OneTimeCodes.Failure) -> String {
    switch failure {
    case .notAccepted: say(.codeNotAccepted)
    case .tooMany: say(.tooManyCodes)
    }
  }

  private func words(_ weakness: PasswordRules.Weakness) -> String {
    switch weakness {
    case .tooShort(let minimum): say(.passwordTooShort, ["count": "\(minimum)"])
    case .tooLong(let maximum): say(.passwordTooLong, ["count": "\(maximum)"])
    case .common: say(.passwordCommon)
    case .containsName: say(.passwordHasName)
    case .containsBirthDate: say(.passwordHasBirthDate)
    case .containsUsername: say(.passwordHasUsername)
    case .monotonous: say(.passwordEasy)
    }
  }

  private func words(_ failure: Prescriptions.Failure) -> String? {
    switch failure {
    case .stopped(let name): say(.refillStopped, ["name": name])
    case .underWay(let name, let number):
      say(.refillUnderWay, ["name": name, "number": number.value])
    case .tooSoon(let name, let earliest, let today):
      say(.refillTooSoon, ["name": name, "day": day(earliest, today)])
    case .noRefillsLeft(let name): say(.noRefillsLeft, ["name": name])
    case .neverRefilled(let name): say(.neverRefilled, ["name": name])
    case .limitReached(let name): say(.refillLimit, ["name": name])
    default: nil
    }
  }

  private func words(_ failure: Billing.Failure) -> String? {
    switch failure {
    case .duplicate(let amount, let payment):
      say(.paymentTwice, ["amount": "\(amount)", "number": payment.value])
    case .tooSmall(let smallest): say(.paymentTooSmall, ["amount": "\(smallest)"])
    case .overpayment(let owed): say(.overpayment, ["amount": "\(owed)"])
    case .tooManyToday: say(.tooManyPayments)
    default: nil
    }
  }

  private func words(_ failure: Appointments.Failure) -> String? {
    switch failure {
    case .slotGone: say(.timeGone)
    case .slotTaken: say(.timeTaken)
    case .slotPast: say(.timePast)
    case .alreadyWaiting: say(.alreadyWaiting)
    case .offerExpired: say(.offerOver)
    case .unknownVisit: say(.visitUnknown)
    default: nil
    }
  }

  func words(of reason: Billing.DeclineReason) -> String {
    switch reason {
    case .declined: say(.bankSaidNo)
    case .insufficientFunds: say(.notEnoughMoney)
    case .expired: say(.cardExpired)
    case .invalidMethod: say(.methodUnusable)
    case .needsAction: say(.bankWantsYou)
    }
  }

  func words(of flag: Records.Flag) -> String {
    switch flag {
    case .normal: say(.flagNormal)
    case .low: say(.flagLow)
    case .high: say(.flagHigh)
    case .criticalLow: say(.flagVeryLow)
    case .criticalHigh: say(.flagVeryHigh)
    case .abnormal: say(.flagAbnormal)
    }
  }
}
