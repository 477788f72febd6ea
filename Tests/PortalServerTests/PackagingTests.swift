import Foundation
import Testing

@testable import PortalServer

/// The files for who runs the portal fit the program.
@Suite struct PackagingTests {
  private func file(_ name: String) throws -> String {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: name),
      encoding: .utf8)
  }

  @Test func `The unit sets variables that there are, and gives enough time to end`() throws {
    let unit = try file("packaging/portal.service")
    let variables = unit.matches(of: /PORTAL_[A-Z_]+/).map { String($0.output) }
    let known = ServerSetting.allCases.map(\.variable) + ["PORTAL_CONFIG"]
    #expect(!variables.isEmpty && Set(variables).isSubset(of: known), "\(variables)")
    let stop = try #require(unit.firstMatch(of: /TimeoutStopSec=([0-9]+)/).flatMap { Int($0.1) })
    let end = try #require(ServerSetting.shutdownSeconds.fallback.flatMap { Int($0) })
    #expect(stop > end)
    for line in ["NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=portal"] {
      #expect(unit.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
  }

  @Test func `nginx passes on what is served, to where it is, and no larger bodies`() throws {
    let nginx = try file("packaging/nginx.conf")
    let (host, port) = (ServerSetting.host.fallback ?? "", ServerSetting.port.fallback ?? "")
    #expect(nginx.contains("proxy_pass http://\(host):\(port);"))
    #expect(nginx.contains("location /sms/") && nginx.contains("location = /health"))
    #expect(!nginx.contains("location = /metrics"))
    let most = try #require(
      nginx.firstMatch(of: /client_max_body_size ([0-9]+)k/).flatMap { Int($0.1) })
    #expect(ServerSetting.bodyBytes.fallback == "\(most * 1024)")
  }
}
