import Glibc

/// All memory of this process that can be written, read in pieces into a buffer.
///
/// Nothing is allocated on the way: what is allocated might overwrite what is looked for.
///
/// Safe: the area belongs to this object, and every access stays within it.
@safe
final class ProcessMemory {
  struct Mapping {
    var start, end: UInt
  }

  static let pageByteCount = 4096
  private static let bufferByteCount = 4 << 20
  private static let mostPages = bufferByteCount / pageByteCount - 1
  private static let mappingsOffset = pageByteCount
  private static let bufferOffset = 32 * pageByteCount
  private static let areaByteCount = bufferOffset + bufferByteCount
  private static let mostMappings =
    (bufferOffset - mappingsOffset) / MemoryLayout<Mapping>.stride

  /// A page for whoever uses this, the list of mappings, and the buffer. It is never read itself.
  let area: UnsafeMutablePointer<UInt8>
  private let mappings: UnsafeMutablePointer<Mapping>
  private let buffer: UnsafeMutableRawPointer
  private let memory: Int32
  private let pages: Int32

  init() {
    let mapped = unsafe mmap(
      nil, Self.areaByteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { fatalError("no memory") }
    unsafe area = mapped.bindMemory(to: UInt8.self, capacity: Self.pageByteCount)
    unsafe mappings = (mapped + Self.mappingsOffset).bindMemory(
      to: Mapping.self, capacity: Self.mostMappings)
    unsafe buffer = mapped + Self.bufferOffset
    memory = unsafe open("/proc/self/mem", O_RDONLY)
    pages = unsafe open("/proc/self/pagemap", O_RDONLY)
    precondition(memory >= 0 && pages >= 0, "a process can't read its own memory here")
  }

  deinit {
    close(memory)
    close(pages)
    unsafe munmap(area, Self.areaByteCount)
  }

  /// Runs `body` with all of the memory but the area, piece by piece.
  ///
  /// - Parameter overlap: how many bytes of the last piece stand before the next one.
  func forEachPiece(overlap: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let own = unsafe UInt(bitPattern: area)..<UInt(bitPattern: area) + UInt(Self.areaByteCount)
    for index in 0..<listMappings() {
      // The kernel joins neighbours, so a mapping may begin before the area, and end behind it.
      var before = unsafe mappings[index]
      var behind = before
      before.end = min(before.end, max(before.start, own.lowerBound))
      behind.start = max(behind.start, min(behind.end, own.upperBound))
      unsafe read(before, overlap, body)
      unsafe read(behind, overlap, body)
    }
  }

  private func read(
    _ mapping: Mapping, _ overlap: Int, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    var start = mapping.start
    while let run = nextRun(from: start, to: mapping.end) {
      let from = max(mapping.start, run.lowerBound - UInt(overlap))
      let got = unsafe pread(memory, buffer, Int(run.upperBound - from), off_t(from))
      precondition(got == run.upperBound - from, "memory can't be read")
      unsafe body(UnsafeRawBufferPointer(start: buffer, count: got))
      start = run.upperBound
    }
  }

  /// The next pages that are there, as many as the buffer holds: one that was never touched holds
  /// nothing.
  private func nextRun(from start: UInt, to end: UInt) -> Range<UInt>? {
    let page = UInt(Self.pageByteCount)
    var first = start
    while first < end {
      let count = Int(min((end - first) / page, UInt(Self.mostPages)))
      let got = unsafe pread(pages, buffer, count * 8, off_t(first / page * 8))
      precondition(got == count * 8, "the table of pages can't be read")
      let entries = unsafe UnsafeRawBufferPointer(start: buffer, count: got)
      // The highest bits: present, and swapped out.
      func isThere(_ index: Int) -> Bool { unsafe entries[index * 8 + 7] >= 0x40 }
      if let begin = (0..<count).first(where: isThere) {
        let beyond = (begin..<count).first { !isThere($0) } ?? count
        return first + UInt(begin) * page..<first + UInt(beyond) * page
      }
      first += UInt(count) * page
    }
    return nil
  }

  /// Notes what can be written, but for the address space that a sanitizer reserves by the terabyte.
  ///
  /// - Returns: how many mappings there are.
  private func listMappings() -> Int {
    let file = unsafe open("/proc/self/maps", O_RDONLY)
    var size = 0
    while case let got = unsafe Glibc.read(file, buffer + size, Self.bufferByteCount - size - 1),
      got > 0
    { size += got }
    close(file)
    precondition(size > 0 && size < Self.bufferByteCount - 1, "the mappings can't be listed")
    unsafe buffer.storeBytes(of: 0, toByteOffset: size, as: UInt8.self)
    var line = unsafe buffer.assumingMemoryBound(to: CChar.self)
    var count = 0
    while unsafe line.pointee != 0 {
      // 7fe90462e000-7fe90462f000 rw-p …
      var rest: UnsafeMutablePointer<CChar>?
      let start = unsafe strtoul(line, &rest, 16)
      guard let dash = unsafe rest else { break }
      let end = unsafe strtoul(dash + 1, &rest, 16)
      guard let access = unsafe rest, let next = unsafe strchr(access, 10) else { break }
      if unsafe access[2] == CChar(UInt8(ascii: "w")), end - start < 1 << 34 {
        precondition(count < Self.mostMappings, "too many mappings")
        unsafe mappings[count] = Mapping(start: start, end: end)
        count += 1
      }
      unsafe line = next + 1
    }
    return count
  }
}
