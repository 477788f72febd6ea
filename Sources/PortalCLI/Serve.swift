import ArgumentParser
import Logging
import Portal
import PortalServer

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve HTTP: health and readiness.",
    discussion: "GET /health says that the process lives, GET /ready that the log can be read.")

  @OptionGroup var options: StoreOptions

  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port to listen on.") var port = 8080

  func run() async throws {
    let portal = try await options.portal()
    try await PortalApplication.run(
      portal, host: host, port: port, logger: Logger(label: "portal"))
    await portal.close()
  }
}
