/// The intervals that alone can carry mass, and which of them each subject's interval covers.
///
/// A left end that is followed at once by a right end, in the order of all ends; at one time a point
/// begins first, then intervals end, then open ones begin. Source: Turnbull (1976), section 2; Peto
/// (1973), doi 10.2307/2346307.
struct InnermostIntervals {
  /// In order of time, disjoint.
  let intervals: [CensoringInterval]
  /// The distinct stretches of covered intervals, each with its number of subjects.
  let classes: [Coverage]

  /// The places `first...last` of `intervals`, covered by `count` subjects each.
  struct Coverage {
    var first: Int
    var last: Int
    var count: Double
  }

  init(_ sample: [CensoringInterval]) {
    let lefts = sample.map(Self.left).sorted()
    let rights = sample.map { End(time: $0.upper, rank: 1) }.sorted()
    var pairs: [(left: End, right: End)] = []
    var next = 0
    for right in rights {
      var left: End?
      while next < lefts.count, lefts[next] < right {
        left = lefts[next]
        next += 1
      }
      if let left { pairs.append((left, right)) }
    }
    // Both ends come from checked intervals, and the left one is before the right one.
    intervals = pairs.compactMap { try? CensoringInterval(after: $0.left.time, to: $0.right.time) }
    classes = Self.classes(sample, pairs)
  }

  /// One end of an interval; `rank` orders the ends at one time.
  private struct End: Comparable {
    var time: Double
    var rank: Int

    static func < (a: End, b: End) -> Bool { (a.time, a.rank) < (b.time, b.rank) }
  }

  private static func left(_ interval: CensoringInterval) -> End {
    End(time: interval.lower, rank: interval.isExact ? 0 : 2)
  }

  private static func classes(
    _ sample: [CensoringInterval], _ pairs: [(left: End, right: End)]
  ) -> [Coverage] {
    let covered = sample.map { interval in
      let (begin, end) = (left(interval), End(time: interval.upper, rank: 1))
      return (
        first: pairs.partitionPoint { $0.left >= begin },
        last: pairs.partitionPoint { $0.right > end } - 1
      )
    }.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    var classes: [Coverage] = []
    for (first, last) in covered {
      if let before = classes.last, before.first == first, before.last == last {
        classes[classes.count - 1].count += 1
      } else {
        classes.append(Coverage(first: first, last: last, count: 1))
      }
    }
    return classes
  }
}
