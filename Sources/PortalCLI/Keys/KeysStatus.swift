import ArgumentParser
import EventStore
import Foundation

extension KeysCommand {
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How the keys stand, and whether their backup is out of date.",
      discussion: "Without the root key it says all but how many subjects there are.")

    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let status = try EventLog.keyStatus(options.keysFolder)
      let report = KeyReport(status, try await subjects(), keys: options.keysFolder)
      print(json ? try JSONLine.encode(report.json) : report.text)
    }

    /// How many subjects there are, or why that can't be told.
    private func subjects() async throws -> Result<KeyStatus.Subjects, LogError> {
      do throws(LogError) {
        let log = try await options.log()
        let counts = try log.subjectCounts()
        await log.close()
        return .success(counts)
      } catch { return .failure(error) }
    }
  }
}
