internal import WashoutNumerics

/// The instrument as the subject loop reads it: items as bits, scores by look-up.
///
/// Bit n - 1 of every mask, element n - 1 of `rows` and uniform n - 1 of every draw belong to item number
/// n; numbers that the instrument does not use have a row of zeros.
struct ItemTable: Sendable {
  let rows: [ItemRow]
  /// Items that count for the clinical score.
  let clinical: UInt64
  /// Items that a patient feels: they can bring an unscheduled visit.
  let symptomatic: UInt64
  /// An item counts if it was active within this many days.
  let recallDays: Double
  /// Shares of flares, and of assessors' errors.
  let inFlare: ShareLanes
  private let missed: ShareLanes
  private let scoredAbsent: ShareLanes
  /// At screening one uniform decides all: active below the first, overlooked below the second, recorded below
  /// the third.
  private let screening: ShareTriples
  /// As `bytePoints` lists them.
  private let points: [Int64]
  /// Tables of points there are in any case: three hold the 24 items of most instruments.
  private static let fewestTables = 3

  init(_ activity: Activity, masks: ItemNames) {
    let exempt = activity.assessor.notFor.flatMap { masks[$0] } ?? 0
    let laboratory = masks["laboratory"] ?? 0
    let highest = activity.items.map(\.number).max() ?? 0
    var rows = Array(repeating: ItemRow(), count: highest)
    var weights = Array(repeating: Int32(0), count: highest)
    for item in activity.items {
      let errs = exempt & ItemNames.bit(of: item) == 0
      weights[item.number - 1] = Int32(item.weight)
      rows[item.number - 1] = ItemRow(
        present: item.present, inFlare: item.inFlare, clears: item.clearsPerWeek,
        driven: item.drivenPerWeek, other: item.otherPerWeek,
        missed: errs ? activity.assessor.missesShare : 0,
        scoredAbsent: errs ? activity.assessor.scoresAbsentFactor * item.present : 0)
    }
    self.rows = rows
    inFlare = ShareLanes(rows.map(\.inFlare))
    missed = ShareLanes(rows.map(\.missed))
    scoredAbsent = ShareLanes(rows.map(\.scoredAbsent))
    screening = Self.screeningShares(rows, present: rows.map(\.present))
    clinical = masks["clinical"] ?? 0
    symptomatic = masks.all & ~laboratory
    recallDays = activity.recallDays
    points = Self.bytePoints(weights, clinical: clinical)
  }

  /// Points of each value of each byte of a mask; clinical ones 32 bits higher.
  private static func bytePoints(_ weights: [Int32], clinical: UInt64) -> [Int64] {
    (0..<max(fewestTables, (weights.count + 7) / 8)).flatMap { byte in
      (0..<256).map { value in
        (0..<8).reduce(into: Int64(0)) { sum, bit in
          let item = byte * 8 + bit
          guard item < weights.count && value & (1 << bit) != 0 else { return }
          let weight = Int64(weights[item])
          sum += clinical & 1 << UInt64(item) != 0 ? weight << 32 + weight : weight
        }
      }
    }
  }

  /// Sums of the points of the items in a mask, of all of them and of the clinical ones.
  @inline(__always) func scores(_ mask: UInt64) -> (all: Int32, clinical: Int32) {
    let points = points.span
    // A table of 256 for each byte, and three tables at least: no index is out of range.
    var sum =
      points[unchecked: Self.place(0, mask)] &+ points[unchecked: Self.place(1, mask)]
      &+ points[unchecked: Self.place(2, mask)]
    var byte = Self.fewestTables
    while byte &* 256 < points.count {
      sum &+= points[unchecked: Self.place(byte, mask)]
      byte &+= 1
    }
    return (Int32(truncatingIfNeeded: sum), Int32(truncatingIfNeeded: sum >> 32))
  }

  /// Where the points of a byte's value stand.
  @inline(__always) private static func place(_ byte: Int, _ mask: UInt64) -> Int {
    let value = mask &>> UInt64(truncatingIfNeeded: 8 &* byte) & 0xff
    return 256 &* byte | Int(truncatingIfNeeded: value)
  }

  /// Items whose uniform lies below their share, uniform n - 1 of the place for item number n.
  @inline(__always) func draw(
    _ random: borrowing RandomSource, _ key: SubjectKey, _ stream: Stream, place: UInt64,
    below shares: ShareLanes
  ) -> UInt64 {
    shares.drawn(LaneWords(rows.count, random, of: key, stream, place: place), random)
  }

  /// Items of a candidate, true and recorded, from one uniform each.
  ///
  /// u < p: active; u < p misses: active but overlooked; p <= u < p + (1 - p) q: absent but recorded.
  @inline(__always) func drawCandidate(
    _ words: LaneWords, _ random: borrowing RandomSource
  ) -> (active: UInt64, recorded: UInt64) {
    let (active, overlooked, recorded) = screening.drawn(words, random)
    return (active, recorded & ~overlooked)
  }

  /// The same for a candidate whose shares depend on a common factor.
  func drawCandidate(
    _ words: LaneWords, _ random: borrowing RandomSource, present: [Double]
  ) -> (active: UInt64, recorded: UInt64) {
    let screening = Self.screeningShares(rows, present: present)
    let (active, overlooked, recorded) = screening.drawn(words, random)
    return (active, recorded & ~overlooked)
  }

  private static func screeningShares(_ rows: [ItemRow], present: [Double]) -> ShareTriples {
    ShareTriples(
      ShareLanes(present), ShareLanes(zip(rows, present).map { $0.missed * $1 }),
      ShareLanes(zip(rows, present).map { $1 + (1 - $1) * $0.scoredAbsent }))
  }

  /// Which items an assessor would overlook and which he would score by mistake, from one uniform each.
  @inline(__always) func drawErrors(
    _ random: borrowing RandomSource, _ key: SubjectKey, _ stream: Stream, place: UInt64
  ) -> AssessorErrors {
    errors(LaneWords(rows.count, random, of: key, stream, place: place), random)
  }

  /// The same by words that were looked at ahead.
  @inline(__always) func errors(
    _ words: LaneWords, _ random: borrowing RandomSource
  ) -> AssessorErrors {
    AssessorErrors(
      overlooked: missed.drawn(words, random), imagined: scoredAbsent.drawn(words, random))
  }
}

/// The errors that lie in wait at one visit, whatever is active then.
struct AssessorErrors: Sendable {
  /// Items that are not recorded if active.
  var overlooked: UInt64 = 0
  /// Items that are recorded if absent.
  var imagined: UInt64 = 0

  /// What is recorded of the items that count.
  @inline(__always) func recorded(_ active: UInt64) -> UInt64 {
    (active & ~overlooked) | (imagined & ~active)
  }
}

/// Names of items and groups as masks; built once, never read in the subject loop.
struct ItemNames {
  /// Every item.
  let all: UInt64
  private let masks: [String: UInt64]

  init(_ activity: Activity) throws(SimulationError) {
    var masks: [String: UInt64] = [:]
    var all: UInt64 = 0
    var clinical: UInt64 = 0
    for item in activity.items {
      guard (1...64).contains(item.number), all & Self.bit(of: item) == 0 else {
        throw .invalid(
          path: "activity.items.\(item.name).number",
          reason: "\(item.number) is not a number from 1 to 64 of this item alone")
      }
      masks[item.name] = Self.bit(of: item)
      all |= Self.bit(of: item)
      if item.isClinical { clinical |= Self.bit(of: item) }
    }
    masks["clinical"] = clinical
    masks["all"] = all
    for group in activity.groups {
      var mask: UInt64 = 0
      for item in group.items {
        guard let bits = masks[item] else {
          throw .invalid(path: "activity.groups.\(group.name)", reason: "no item named \(item)")
        }
        mask |= bits
      }
      masks[group.name] = mask
    }
    self.masks = masks
    self.all = all
  }

  /// The bit of an item.
  static func bit(of item: Item) -> UInt64 { 1 << UInt64(item.number - 1) }

  /// The mask of an item or a group.
  subscript(name: String) -> UInt64? { masks[name] }
}
