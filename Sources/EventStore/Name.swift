internal import Glibc

/// What holds for the names of types, tags, subjects and commands: they are bytes, and two names
/// are the same where their bytes are, however they look.
enum Name {
  /// Whether an event can have such a name.
  static func isValid(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { name in
      guard (1...255).contains(name.count), let start = name.baseAddress else { return false }
      return unsafe memchr(start, 0, name.count) == nil
    }
  }

  /// Byte by byte, where `==` would take `é` for `e` with an accent behind it.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    var left = left
    var right = right
    return left.withUTF8 { left in
      right.withUTF8 { right in
        unsafe left.count == right.count && left.elementsEqual(right)
      }
    }
  }
}
