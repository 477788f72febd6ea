internal import PortalDomain

extension Phrases {
  var whichSpecialty: String { "What kind of visit do you need?" }
  var waitForWhom: String { "What kind of visit do you want to wait for?" }
  var whichDay: String { "Which day do you mean?" }
  var whichTime: String { "These times are open:" }
  var noTimes: String { "Nothing is open then. What would you like to do?" }
  var noVisits: String { "You have no visit coming up." }
  var whichVisit: String { "Which visit?" }

  func visits(_ visits: [(time: String, isConfirmed: Bool)]) -> String {
    guard !visits.isEmpty else { return noVisits + " Say BOOK to make one." }
    return "Coming up:\n"
      + visits.map { $0.time + ($0.isConfirmed ? " (confirmed)" : "") }.joined(separator: "\n")
  }

  func readBack(_ time: String, moving old: String?) -> String {
    guard let old else { return "Book \(time)?" }
    return "Move your visit from \(old) to \(time)?"
  }

  func booked(_ time: String, isMoved: Bool) -> String {
    "\(isMoved ? "Done. Your visit is now" : "You are booked:") \(time). See you then!"
  }

  func confirmVisit(_ time: String) -> String { "Confirm that you come on \(time)?" }
  func alreadyConfirmed(_ time: String) -> String { "Your visit is confirmed: \(time)." }
  var confirmed: String { "Thank you. Your visit is confirmed." }

  func cancelVisit(_ time: String, fee: Money?, _ hours: Int) -> String {
    let cost =
      fee.map { "It's less than \(hours) hours before the visit, so this costs \($0). " } ?? ""
    return "\(cost)Drop your visit on \(time)?"
  }
  var cancelled: String { "Done. Your visit is cancelled. Say BOOK to make a new one." }

  func joinWaitlist(_ whom: String, isEarlier: Bool) -> String {
    isEarlier
      ? "Join the waitlist for an earlier visit (\(whom))? You keep your visit till then."
      : "Join the waitlist (\(whom))?"
  }
  var onWaitlist: String {
    "You are on the waitlist. I will text you when a time opens up."
  }
  func takeOffer(_ time: String) -> String { "A time has opened up: \(time). Take it?" }
  var offerTaken: String { "Done. The time is yours. See you then!" }
}
