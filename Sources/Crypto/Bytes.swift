extension [UInt8] {
  /// The bytes in place, for as long as the array is borrowed.
  package var rawSpan: RawSpan {
    // Safe: a byte has no padding that could be read uninitialised.
    @_lifetime(borrow self)
    get { unsafe span.bytes }
  }
}

extension RawSpan {
  /// The byte at an offset, checked.
  @inlinable
  package func byte(at offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < byteCount, "an offset beyond the bytes")
    return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// A big-endian integer at an offset, checked.
  @inlinable
  package func integer(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= byteCount - 8, "an offset beyond the bytes")
    return unsafe UInt64(
      bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// A copy of the bytes.
  package var array: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}

extension UnsafeRawBufferPointer {
  /// The bytes as C's `const unsigned char *`, which is never null: of no bytes C reads none.
  var bytes: UnsafePointer<UInt8> {
    unsafe (baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped)
      .assumingMemoryBound(to: UInt8.self)
  }

  /// The bytes as C's `const char *`, which is never null.
  var characters: UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Where C may write; for a buffer that is not empty.
  var start: UnsafeMutablePointer<UInt8> { unsafe baseAddress.unsafelyUnwrapped }
}
