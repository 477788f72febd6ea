internal import PortalDomain

extension Phrases {
  var whichSpecialty: String { say(.whichSpecialty) }
  var waitForWhom: String { say(.waitForWhom) }
  var whichDay: String { say(.whichDay) }
  var whichTime: String { say(.whichTime) }
  var laterTimes: String { say(.laterTimes) }
  var otherTimes: String { say(.otherTimes) }
  var joinTheWaitlist: String { say(.joinTheWaitlist) }
  var noTimes: String { say(.noTimes) }
  var noVisits: String { say(.noVisits) }
  var whichVisit: String { say(.whichVisit) }

  func visits(_ visits: [(time: String, isConfirmed: Bool)]) -> String {
    guard !visits.isEmpty else { return "\(noVisits) \(say(.sayBook))" }
    let lines = visits.map { $0.isConfirmed ? say(.confirmedVisit, ["time": $0.time]) : $0.time }
    return ([say(.comingUp)] + lines).joined(separator: "\n")
  }

  func readBack(_ time: String, moving old: String?) -> String {
    guard let old else { return say(.bookQuestion, ["time": time]) }
    return say(.moveQuestion, ["old": old, "time": time])
  }

  func booked(_ time: String, isMoved: Bool) -> String {
    say(isMoved ? .moved : .booked, ["time": time])
  }

  func confirmVisit(_ time: String) -> String { say(.confirmQuestion, ["time": time]) }
  func alreadyConfirmed(_ time: String) -> String { say(.alreadyConfirmed, ["time": time]) }
  var confirmed: String { say(.confirmed) }

  func cancelVisit(_ time: String, fee: Money?, _ hours: Int) -> String {
    guard let fee else { return say(.dropQuestion, ["time": time]) }
    return say(.dropQuestionFee, ["time": time, "fee": "\(fee)", "hours": "\(hours)"])
  }
  var cancelled: String { say(.cancelled) }

  func joinWaitlist(_ whom: String, isEarlier: Bool) -> String {
    say(isEarlier ? .waitQuestionEarlier : .waitQuestion, ["whom": whom])
  }
  var onWaitlist: String { say(.onWaitlist) }
  var leaveWaitlist: String { say(.leaveWaitlist) }
  var offWaitlist: String { say(.offWaitlist) }
  var stillWaiting: String { say(.stillWaiting) }
  var notWaiting: String { say(.notWaiting) }
  func takeOffer(_ time: String) -> String { say(.takeOffer, ["time": time]) }
  var offerTaken: String { say(.offerTaken) }
}
