/// The tests of all criteria as candidates meet them: shares that follow each other are one test.
struct ScreeningChain: Sendable {
  typealias Test = ScreeningProgram.Test

  private(set) var tests: [Test]
  /// Where screening begins.
  private(set) var entry: Int
  /// Element n: how screening ends for whoever fails the criterion of uniform n by its share.
  private(set) var failures = Array(repeating: Test.passesAll, count: 64)
  /// Where the joined test stands that begins with one of the program.
  private var joined: [Int: Int] = [:]

  /// Joins tests that begin at `entry`.
  init(_ plain: [Test], entry: Int) {
    tests = plain
    self.entry = entry
    for first in plain.indices {
      guard let test = join(from: first, plain) else { continue }
      joined[first] = tests.count
      tests.append(test)
    }
    for i in tests.indices {
      tests[i].onTrue = joined[tests[i].onTrue] ?? tests[i].onTrue
      tests[i].onFalse = joined[tests[i].onFalse] ?? tests[i].onFalse
    }
    self.entry = joined[entry] ?? entry
  }

  /// The shares of one block that are asked one after the other from a test on, in the order of their
  /// uniforms, as one; nil where there is only one.
  private mutating func join(from first: Int, _ plain: [Test]) -> Test? {
    var all = Test(kind: .shares)
    all.block = plain[first].block
    all.onTrue = first
    var members = 0
    while plain.indices.contains(all.onTrue), let exit = plain[all.onTrue].shareExit {
      let share = plain[all.onTrue]
      // Bits from the lowest: the first failing share is the first one that would have been asked.
      guard share.block == all.block, share.mask > all.mask else { break }
      failures[share.mask.trailingZeroBitCount] = exit.failure
      all.mask |= share.mask
      if share.onFalse == exit.failure { all.expected |= share.mask }
      all.onTrue = exit.next
      members += 1
    }
    return members > 1 ? all : nil
  }

  /// Where candidates go on who would meet a test of the program next.
  func place(of test: Int) -> Int { joined[test] ?? test }

  /// How screening goes on after a joined test, by the criteria whose shares are true.
  @inline(__always) func next(after test: Test, _ shares: UInt64) -> Int {
    let failing = (shares ^ test.expected) & test.mask
    return failing == 0 ? test.onTrue : failures[failing.trailingZeroBitCount]
  }
}

extension ScreeningProgram.Test {
  /// Where a share ends screening and where it goes on; nil of a test that is no share.
  fileprivate var shareExit: (failure: Int, next: Int)? {
    guard kind == .share else { return nil }
    if ScreeningProgram.Test.isFailure(onTrue) { return (onTrue, onFalse) }
    return ScreeningProgram.Test.isFailure(onFalse) ? (onFalse, onTrue) : nil
  }
}
