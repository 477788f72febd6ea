extension String {
  /// Which of several rows takes what is named so: the same in every process, by FNV-1a (Fowler, Noll
  /// and Vo).
  func shard(of count: Int) -> Int {
    let hash = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int(hash % UInt64(count))
  }
}
