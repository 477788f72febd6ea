import Foundation
import Testing

@testable import PortalFHIR

/// Errors go to logs and screens: no damage may carry health data there.
struct DiscretionTests {
  @Test(arguments: [0x01, 0x20, 0x80] as [UInt8])
  func `A flipped bit anywhere is survived, and no error tells a value`(bit: UInt8) {
    let bytes = Array(SmallBundle.text.utf8)
    var refused = 0
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= bit
      do {
        _ = try BundleReader.plan(Data(damaged))
      } catch {
        refused += 1
        expectDiscreet(error)
      }
    }
    // The bundle is ASCII: with the highest bit, any byte of it is no UTF-8.
    #expect(bit == 0x80 ? refused == bytes.count : refused > 500)
  }

  @Test func `Any value in the place of another is survived, and no error tells a value`() throws {
    let bundle = try JSONSerialization.jsonObject(with: Data(SmallBundle.text.utf8))
    let others: [Any] = [
      NSNull(), 42, -1.5, true, "", "Quillfeather", "2020-02-30", [] as [Any], [:] as [String: Any],
      ["Quillfeather"], ["Quillfeather": "Tilda"],
    ]
    var refused = 0
    for other in others {
      for changed in versions(of: bundle, with: other) {
        let data = try JSONSerialization.data(
          withJSONObject: changed, options: [.fragmentsAllowed])
        do {
          _ = try BundleReader.plan(data)
        } catch {
          refused += 1
          expectDiscreet(error)
          #expect(error.place.hasPrefix("Bundle"))
        }
      }
    }
    #expect(refused > 500)
  }

  @Test func `The values that errors are searched for stand in the bundle`() {
    for secret in SmallBundle.secrets { #expect(SmallBundle.text.contains(secret)) }
  }

  private func expectDiscreet(_ error: FHIRError) {
    let told = SmallBundle.secrets.first { error.description.contains($0) }
    #expect(told == nil, "\(error)")
  }

  /// Every version of a tree with one of its nodes replaced.
  private func versions(of node: Any, with other: Any) -> [Any] {
    var versions = [other]
    if let list = node as? [Any] {
      for (index, element) in list.enumerated() {
        for changed in self.versions(of: element, with: other) {
          var list = list
          list[index] = changed
          versions.append(list)
        }
      }
    }
    if let object = node as? [String: Any] {
      for (key, value) in object {
        for changed in self.versions(of: value, with: other) {
          versions.append(object.merging([key: changed]) { _, new in new })
        }
      }
    }
    return versions
  }
}
