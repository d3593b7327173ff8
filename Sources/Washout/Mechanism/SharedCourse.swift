/// What a person's course on the assumed drug leaves for the same person's on a drug that does nothing.
struct SharedCourse: Sendable {
  /// Whether both courses are being followed; closed, nothing is shared.
  private(set) var isOpen = false
  /// Flares on the assumed drug.
  fileprivate var flares: [Flare] = []
  /// Times of items in the person's last course, if therapy changes on the same day in the one that follows.
  fileprivate(set) var episodes: [Episode] = []
  fileprivate(set) var knowsEpisodes = false
  fileprivate var therapyDay = -Double.infinity
  /// Flares that the assumed drug keeps away, without their marks.
  var suppressed: [Flare] = []
  /// Each drug has one course, so that the second one's flares are the first one's and these.
  private(set) var sharesFlares = false
  /// The course on the assumed drug has been set aside.
  fileprivate var isSecond = false
  /// The course on a drug that does nothing is the one that was set aside.
  var isSame = false

  /// Whether the course on the assumed drug was the only one before this one.
  var isSecondOfTwo: Bool { isOpen && sharesFlares && isSecond }

  /// Another person, followed on each drug in a number of courses.
  mutating func begin(courses: Int) {
    isOpen = true
    therapyDay = -.infinity
    sharesFlares = courses == 1
    isSecond = false
    suppressed.makeEmpty()
  }

  /// Both courses are recorded.
  mutating func end() { isOpen = false }
}

extension MechanismScratch {
  /// Takes the flares that the assumed drug kept away where those of a drug without effect are these and
  /// the ones set aside; false where they have to be drawn.
  mutating func takeFlaresWithoutEffect() -> Bool {
    guard shared.isSecondOfTwo else { return false }
    swap(&flares, &shared.suppressed)
    return true
  }

  /// Adds the flares that were set aside, in order of time.
  mutating func joinFlares() {
    for flare in shared.flares { flares.append(flare) }
    // Places increase in the order of drawing, which decides on one day.
    flares.sortByInsertion { ($0.day, $0.place) < ($1.day, $1.place) }
  }

  /// Keeps the flares beside those of the course that follows.
  mutating func setAside() {
    shared.isSecond = true
    swap(&flares, &shared.flares)
  }

  /// Makes room for the times of items, and keeps those of the course before where an item that becomes active
  /// on the same day clears by itself when it did there.
  mutating func keepEpisodes(therapyDay: Double) {
    shared.knowsEpisodes = shared.isOpen && therapyDay == shared.therapyDay
    shared.therapyDay = therapyDay
    if shared.knowsEpisodes { swap(&episodes, &shared.episodes) }
    episodes.makeEmpty()
  }

  /// Whether the course on the assumed drug is that of a drug without effect: it kept no flare away, and cleared
  /// no item before its time.
  @inline(__always) var drugChangesNothing: Bool {
    guard shared.isOpen && shared.sharesFlares && shared.suppressed.isEmpty else { return false }
    let episodes = episodes.span
    var isChanged = false
    for i in episodes.indices { isChanged = isChanged || episodes[i].end != episodes[i].endAlone }
    return !isChanged
  }
}
