/// Of Stripe's objects what the portal reads.
enum Stripe {
  /// The metadata under which a request's key is kept at Stripe's side.
  static let keyName = "portal_key"

  struct List<Item: Decodable>: Decodable {
    let data: [Item]
  }

  struct Customer: Decodable {
    let id: String
  }

  struct PaymentMethod: Decodable {
    let type: String
    let customer: String?
    let card: Card?
    let usBankAccount: Account?
    let sepaDebit: Account?

    struct Card: Decodable {
      let brand: String
      let last4: String
      let expMonth: Int
      let expYear: Int
    }

    struct Account: Decodable {
      let bankName: String?
      let last4: String
    }
  }

  struct PaymentIntent: Decodable {
    let id: String
    let status: String
    let amount: Int
    let metadata: [String: String]?
  }

  struct Charge: Decodable {
    let status: String
    let paymentIntent: String?
    let metadata: [String: String]?
  }

  struct Refund: Decodable {
    let id: String
    let status: String?
    let metadata: [String: String]?
  }

  struct Event: Decodable {
    let type: String
    let data: Content

    struct Content: Decodable {
      let object: Object
    }

    /// A payment intent, where the event is about one.
    struct Object: Decodable {
      let id: String?
      let status: String?
      let amount: Int?
      let metadata: [String: String]?
    }
  }

  struct Refused: Decodable {
    let error: Fault

    struct Fault: Decodable {
      let type: String?
      let code: String?
      let declineCode: String?
      let param: String?
    }
  }
}
