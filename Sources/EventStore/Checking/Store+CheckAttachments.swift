internal import Foundation
internal import PortalCrypto

extension Store {
  /// Opens every attachment from its start to its end.
  ///
  /// - Returns: what is not as it must be.
  func checkAttachments() throws(LogError) -> [LogFault] {
    var faults: [LogFault] = []
    do {
      for keyID in try attachments.subjects() {
        guard let keyID else {
          faults.append(LogFault(what: "the folder of the attachments holds something else"))
          continue
        }
        faults += try checkAttachments(of: keyID)
      }
    } catch { throw LogError(wrapping: error) }
    return faults
  }

  private func checkAttachments(of keyID: BlindKey) throws -> [LogFault] {
    let names = try AttachmentFolder.names(in: attachments.folder(of: keyID))
    let state: KeyState
    do throws(LogError) { state = try keyState(of: keyID) } catch {
      return [LogFault(what: "\(names.count) attachments can't be opened: \(error.message)")]
    }
    switch state {
    case .live: break
    case .none: return [LogFault(what: "there are attachments of a subject that has no keys")]
    case .erased where names.isEmpty: return []
    case .erased:
      return [LogFault(what: "\(names.count) attachments of an erased subject are still there")]
    }
    return names.compactMap { name in
      guard let id = UUID(hexadecimal: name) else {
        return LogFault(what: "a folder of attachments holds something else")
      }
      do throws(LogError) {
        var number = 0
        let file = try attachment(id, of: keyID)
        while try file?.nextContent(&number) != nil {}
        return nil
      } catch {
        // What was removed since it was listed is no fault.
        return error.code == .attachmentMissing
          ? nil : LogFault(attachment: id, what: error.message)
      }
    }
  }
}
