import Foundation
import Synchronization

@testable import PortalServer

/// As much of Stripe as the portal asks for. Like the real one it takes money once for a key, and keeps
/// what it was told of each payment.
final class FakeStripe: Sendable {
  let service: FakeService
  private let books: Books

  /// - Parameter manners: how it deals with the first requests that change something.
  init(_ manners: [FakeService.Manner] = []) {
    let books = Books()
    self.books = books
    service = FakeService(manners) { call in books.answer(call) }
  }

  /// The keys under which money was taken, one for each time.
  var taken: [String] { books.state.withLock { $0.charges.map(\.key) } }
  /// The keys under which money was given back, one for each time.
  var refunded: [String] { books.state.withLock { $0.refunds.map(\.key) } }
  /// How many intents were taken back.
  var cancelled: Int { books.state.withLock { $0.cancelled } }

  static func options(_ url: String) -> StripeOptions {
    var options = StripeOptions(
      secretKey: ServiceSecret("sk_test"), webhookSecret: ServiceSecret("whsec_test"))
    options.baseURL = url
    options.timeLimit = .seconds(60)
    return options
  }

  private final class Books: Sendable {
    struct Entry {
      let id: String
      let key: String
    }

    struct State {
      var charges: [Entry] = []
      var refunds: [Entry] = []
      var attached: Set<String> = []
      var cancelled = 0
    }

    let state = Mutex(State())

    func answer(_ call: FakeService.Call) -> (status: Int, body: String) {
      guard call.authorization == "Basic " + Data("sk_test:".utf8).base64EncodedString() else {
        return (401, #"{"error":{"type":"invalid_request_error"}}"#)
      }
      let path = call.path.split(separator: "/").dropFirst().map(String.init)
      return state.withLock { state in
        switch (call.method, path[0], path.count) {
        case ("GET", "payment_methods", 2): method(path[1], state)
        case ("POST", "customers", 1): (200, #"{"id":"cus_1"}"#)
        case ("POST", "payment_methods", 3): attach(path[1], &state)
        case ("GET", "charges", 1):
          list(state.charges) { entry in
            #"{"status":"succeeded","payment_intent":"\#(entry.id)","metadata":{"portal_key":"\#(entry.key)"}}"#
          }
        case ("POST", "payment_intents", 1): charge(call, &state)
        case ("POST", "payment_intents", 3): cancel(path[1], &state)
        case ("GET", "refunds", 1):
          list(state.refunds) { entry in
            #"{"id":"\#(entry.id)","status":"succeeded","metadata":{"portal_key":"\#(entry.key)"}}"#
          }
        case ("POST", "refunds", 1): refund(call, &state)
        default: (404, #"{"error":{"type":"invalid_request_error","code":"resource_missing"}}"#)
        }
      }
    }

    private func method(_ id: String, _ state: State) -> (Int, String) {
      guard id.hasPrefix("pm_card") else {
        return (404, #"{"error":{"type":"invalid_request_error","code":"resource_missing"}}"#)
      }
      let customer = state.attached.contains(id) ? #""cus_1""# : "null"
      return (
        200,
        #"{"id":"\#(id)","type":"card","customer":\#(customer),"card":"#
          + #"{"brand":"visa","last4":"4242","exp_month":12,"exp_year":2030}}"#
      )
    }

    private func attach(_ id: String, _ state: inout State) -> (Int, String) {
      if id == "pm_card_unattachable" { return declined("card_declined", "do_not_honor") }
      state.attached.insert(id)
      return method(id, state)
    }

    private func charge(_ call: FakeService.Call, _ state: inout State) -> (Int, String) {
      let method = call.form["payment_method"] ?? ""
      switch method {
      case "pm_card_poor": return declined("card_declined", "insufficient_funds")
      case "pm_card_old": return declined("expired_card", nil)
      case "pm_card_asks": return declined("authentication_required", "authentication_required")
      default: break
      }
      let id = "pi_\(state.charges.count + 1)"
      if method == "pm_card_action" { return intent(id, "requires_action", call) }
      state.charges.append(Entry(id: id, key: call.form["metadata[portal_key]"] ?? "-"))
      return intent(id, "succeeded", call)
    }

    private func cancel(_ id: String, _ state: inout State) -> (Int, String) {
      state.cancelled += 1
      return (200, #"{"id":"\#(id)","status":"canceled","amount":1}"#)
    }

    private func refund(_ call: FakeService.Call, _ state: inout State) -> (Int, String) {
      let id = "re_\(state.refunds.count + 1)"
      state.refunds.append(Entry(id: id, key: call.form["metadata[portal_key]"] ?? "-"))
      return (200, #"{"id":"\#(id)","status":"succeeded"}"#)
    }

    private func intent(_ id: String, _ status: String, _ call: FakeService.Call) -> (Int, String) {
      (200, #"{"id":"\#(id)","status":"\#(status)","amount":\#(call.form["amount"] ?? "0")}"#)
    }

    private func declined(_ code: String, _ reason: String?) -> (Int, String) {
      let reason = reason.map { #","decline_code":"\#($0)""# } ?? ""
      return (402, #"{"error":{"type":"card_error","code":"\#(code)"\#(reason)}}"#)
    }

    private func list(_ entries: [Entry], _ item: (Entry) -> String) -> (Int, String) {
      (200, #"{"data":[\#(entries.reversed().map(item).joined(separator: ","))]}"#)
    }
  }
}
