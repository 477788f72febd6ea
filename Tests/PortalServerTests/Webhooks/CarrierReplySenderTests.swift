import PortalDomain
import Testing

@testable import PortalServer

@Suite struct CarrierReplySenderTests {
  /// Takes a text, or says why not.
  struct Stub: Carrier {
    let failure: DeliveryFailure?

    func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
      if let failure { throw failure }
    }
  }

  @Test(
    arguments: [
      (nil, .sent), (.timeout, .failed(reason: "timeout")),
      (DeliveryFailure("30006", .none), .refused(reason: "30006")),
      (DeliveryFailure("21610", .optOut), .optedOut),
    ] as [(DeliveryFailure?, ReplyDelivery)])
  func `What a carrier says of an answer decides what becomes of it`(
    failure: DeliveryFailure?, delivery: ReplyDelivery
  ) async throws {
    let phone = try #require(PhoneNumber(WebhookServer.james))
    let sender = CarrierReplySender(Stub(failure: failure))
    #expect(await sender.send(OutgoingReply(to: phone, text: "Hello!", key: "reply.a")) == delivery)
  }
}
