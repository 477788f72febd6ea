internal import Dispatch

/// A thread for work that waits for the disk, which must not hold up Swift's few.
final class DiskThread: SerialExecutor {
  private let queue = DispatchQueue(label: "portal.log.attachment", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Each job is run once, and by the executor that it was given to.
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
