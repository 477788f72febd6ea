import PeerKit

/// Grows one store through the sizes. At each the store is closed, opened some times, and measured
/// as it stands.
struct Growth {
  let plan: GrowthPlan
  let folder: String

  func run() throws -> GrowthReport {
    var report = GrowthReport(plan: plan, machine: Machine(folder: folder))
    var process = try open()
    report.setting = process.greeting.setting
    var loaded = 0
    var head = 0
    for size in plan.sizes {
      note("\(plan.peer.title): growing from \(head) to \(size) events")
      guard size - head >= plan.tail else { throw SizesTooClose(size: size, head: head) }
      let load = try load(loaded..<loaded + size - head, into: process)
      loaded += size - head
      note("\(plan.peer.title): measuring at \(size) events")
      var openings = [Double]()
      for _ in 0..<GrowthPlan.openings {
        try process.close()
        process = try open()
        openings.append(process.greeting.openSeconds * 1000)
      }
      let synchronization = try synchronizationMicroseconds(in: folder)
      let measured = try measure(process)
      head = Int(measured.clients.last?.head ?? UInt64(size))
      report.points.append(
        GrowthPoint(
          events: size, load, openings: openings, measured, synchronization: synchronization))
    }
    try process.close()
    return report
  }

  /// The appends come last, and those of many clients at the very end, because they add events.
  struct Measured {
    var patient: [Outcome] = []
    var single: [Outcome] = []
    var clients: [Outcome] = []
  }

  private func open() throws -> PeerProcess {
    try PeerProcess(plan.peer, folder: folder + "/store", patients: plan.patients)
  }

  private func load(_ events: Range<Int>, into process: PeerProcess) throws -> [Outcome] {
    try stride(from: events.lowerBound, to: events.upperBound, by: Plan.sliceSize).map {
      try process.run(Order(loading: $0..<min($0 + Plan.sliceSize, events.upperBound)))
    }
  }

  private func measure(_ process: PeerProcess) throws -> Measured {
    let seconds = plan.seconds / Double(GrowthPlan.turns)
    var measured = Measured()
    for _ in 0..<GrowthPlan.turns {
      measured.patient.append(
        try process.run(Order(.patient, seconds: seconds, watchesMemory: true)))
      measured.single.append(try process.run(Order(.single, seconds: seconds)))
    }
    for _ in 0..<GrowthPlan.turns {
      measured.clients.append(try process.run(Order(.clients, seconds: seconds)))
    }
    return measured
  }
}

/// What was appended while measuring reached the next size.
struct SizesTooClose: Error, CustomStringConvertible {
  let size: Int
  let head: Int
  var description: String {
    "the store has \(head) events already, too close to \(size): name sizes that lie further "
      + "apart, or fewer --seconds"
  }
}
