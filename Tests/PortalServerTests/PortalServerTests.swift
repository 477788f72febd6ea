import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import PortalServer

@Suite struct PortalServerTests {
  @Test(arguments: ["/health", "/ready"])
  func `A server on a sound store answers that it is well`(path: String) async throws {
    let store = try await DemonstrationStore()
    let application = Application(router: PortalApplication.router(store.portal))
    try await application.test(.router) { client in
      try await client.execute(uri: path, method: .get) { response in
        #expect(response.status == .ok)
      }
    }
  }
}
