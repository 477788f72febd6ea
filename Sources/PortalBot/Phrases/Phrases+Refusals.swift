internal import PortalDomain

/// Why something can't be done. The rules say it in English; what patients meet most is in the
/// catalogues, too.
extension Phrases {
  func words(of refusal: any Refusal) -> String {
    switch refusal {
    case let failure as Prescriptions.Failure: words(failure) ?? failure.message
    case let failure as Billing.Failure: words(failure) ?? failure.message
    case let failure as Appointments.Failure: words(failure) ?? failure.message
    default: refusal.message
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
