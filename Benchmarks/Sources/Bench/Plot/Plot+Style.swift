import Foundation
import PeerKit

extension Plot {
  /// Colours that people with any colour vision tell apart (Okabe and Ito, "Color Universal
  /// Design", 2008), on white and on black.
  static let style = """
    <style>
    .paper { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #59636e }
    .grid { stroke: #d1d9e0; stroke-width: 1 } .axis { stroke: #59636e; stroke-width: 1 }
    .cut { stroke: #ffffff; stroke-width: 4 }
    .eventstore { fill: #0072b2 } .sqlite { fill: #e69f00 } .sqlcipher { fill: #d55e00 }
    .rocksdb { fill: #009e73 } .f { fill: #9aa4ae }
    @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { fill: #f0f6fc } .faint { fill: #9198a1 }
    .grid { stroke: #3d444d } .axis { stroke: #9198a1 } .cut { stroke: #0d1117 }
    .eventstore { fill: #56b4e9 } .f { fill: #6e7781 }
    }
    </style>
    """

  /// A coordinate.
  static func text(_ number: Double) -> String { String(format: "%.1f", number) }

  /// A rate in at most five characters.
  static func short(_ rate: Double) -> String {
    switch rate {
    case ..<1000: Row.text(rate, digits: 0)
    case ..<99_950: Row.text(rate / 1000, digits: 1) + "k"
    case ..<999_500: Row.text(rate / 1000, digits: 0) + "k"
    default: Row.text(rate / 1_000_000, digits: 2) + "M"
    }
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension Workload {
  /// What it is, in a few words.
  var caption: String {
    switch self {
    case .single: "one client"
    case .clients: "\(Self.clientCount) clients"
    case .bulk: "\(Self.batchSize) an append"
    case .patient: "\(Self.pageSize) events by tag"
    case .replay: "all in order"
    }
  }
}
