/// What a person's course on the assumed drug leaves for the same person's on a drug that does nothing.
struct SharedCourse: Sendable {
  /// Whether both courses are being followed; closed, nothing is shared.
  private(set) var isOpen = false
  /// Flares and times of items on the assumed drug.
  fileprivate var flares: [Flare] = []
  fileprivate var episodes: [Episode] = []
  /// Element i: when item number i + 1, active from before screening, clears by itself; of the items in
  /// `known`, under a therapy that changes on a day.
  private var clearingAlone: [Double] = Array(repeating: .infinity, count: 64)
  private var known: UInt64 = 0
  private var therapyDay = Double.infinity

  /// Another person.
  mutating func begin() {
    isOpen = true
    known = 0
  }

  /// Both courses are recorded.
  mutating func end() { isOpen = false }

  /// When an item that was active at screening clears by itself, worked out once.
  @inline(__always) mutating func clearing(
    of item: Int, therapyDay day: Double, _ work: () -> Double
  ) -> Double {
    guard isOpen else { return work() }
    if day != therapyDay {
      known = 0
      therapyDay = day
    }
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: item)
    if known & bit == 0 {
      known |= bit
      clearingAlone[item] = work()
    }
    return clearingAlone[item]
  }
}

extension MechanismScratch {
  /// Keeps flares and items beside those of the course that follows.
  mutating func setAside() {
    swap(&flares, &shared.flares)
    swap(&episodes, &shared.episodes)
  }

  /// Whether flares and items are those that were set aside.
  var hasCourseOnceMore: Bool {
    guard flares.count == shared.flares.count, episodes.count == shared.episodes.count else {
      return false
    }
    for i in flares.indices where flares[i].place != shared.flares[i].place { return false }
    for i in episodes.indices {
      let (one, other) = (episodes[i], shared.episodes[i])
      if one.item != other.item || one.start != other.start || one.end != other.end { return false }
    }
    return true
  }
}
