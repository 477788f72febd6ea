package import EventStore
internal import LMDB

extension EventLog {
  /// Opens a log for as long as `body` takes. Behind it, this process has the file open no more, so
  /// that a test may put another in its place.
  @discardableResult
  package static func with<Result>(
    _ path: String, options: Options = Options(), _ body: (EventLog) async throws -> Result
  ) async throws -> Result {
    weak var environment: LMDB.Environment?
    func run() async throws -> Result {
      let log = try open(path, options: options)
      environment = try LMDB.Environment.open(path + "/data.mdb")
      let result = try await body(log)
      await log.close()
      return result
    }
    let result = try await run()
    // The writer's thread may hold it for a moment still.
    while environment != nil { await Task.yield() }
    return result
  }
}
