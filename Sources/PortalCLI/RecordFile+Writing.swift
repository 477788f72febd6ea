public import ArgumentParser
import Foundation
import Portal
public import PortalBot
import PortalFHIR

extension RecordFile.Format: ExpressibleByArgument {
  /// What a file's name ends with.
  var ending: String {
    switch self {
    case .text: "txt"
    case .csv: "csv"
    case .fhir: "json"
    }
  }
}

extension RecordFile {
  /// What stands in the file.
  func content() throws -> Data {
    switch format {
    case .fhir: try BundleWriter.bundle(of: record)
    case .text: Data(record.text().utf8)
    case .csv: Data(record.csv().utf8)
    }
  }

  /// Makes a new file, the owner's alone.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - name: what the complaint calls it where it can't be made.
  static func create(_ path: String, called name: String) throws -> FileHandle {
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno != EEXIST else { throw Complaint("\(name) exists already; name another") }
      let why = unsafe String(cString: strerror(errno))
      throw Complaint("\(name) can't be made: \(why); name another")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
