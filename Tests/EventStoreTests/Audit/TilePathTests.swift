import EventStore
import Testing

@Suite struct TilePathTests {
  @Test(
    arguments: [
      (0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067"),
      (1_000_000, "x001/x000/000"),
    ] as [(UInt64, String)])
  func `An index is written as the specification has it`(index: UInt64, path: String) {
    #expect(TilePath.tile(level: 0, index: index, width: 256) == "tile/0/\(path)")
    #expect(TilePath.tile(level: 3, index: index, width: 17) == "tile/3/\(path).p/17")
    #expect(TilePath.entries(index: index, width: 256) == "tile/entries/\(path)")
    #expect(TilePath.entries(index: index, width: 1) == "tile/entries/\(path).p/1")
  }
}
