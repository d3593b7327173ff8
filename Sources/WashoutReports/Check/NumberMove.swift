/// A number that is not what was committed.
struct NumberMove {
  let label: String
  let committed: Double?
  let now: Double?
  /// The Monte Carlo standard error that was committed, the present one where it was none.
  let mcse: Double?
  let kind: SummaryNumber.Kind

  /// Numbers from here on are written with an exponent; only a damaged file has them.
  private static let longest = 1e12

  /// How far it moved in units of its error; nil where it has none, or was or is undefined.
  var distance: Double? {
    guard let committed, let now, let mcse, mcse > 0 else { return nil }
    return abs(now - committed) / mcse
  }

  /// Every number that moved, came or went, those that moved furthest first.
  static func all(_ committed: [SummaryNumber], _ now: [SummaryNumber]) -> [NumberMove] {
    let before = Dictionary(
      committed.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(now.map(\.label))
    let gone = committed.filter { !after.contains($0.label) }.map {
      NumberMove(
        label: $0.label, committed: $0.value, now: nil, mcse: $0.mcse, kind: $0.kind)
    }
    let moved = now.compactMap { now -> NumberMove? in
      let earlier = before[now.label]
      if let earlier, earlier.agrees(with: now) { return nil }
      let mcse = earlier?.mcse.flatMap { $0 > 0 ? $0 : nil } ?? now.mcse
      return NumberMove(
        label: now.label, committed: earlier?.value, now: now.value, mcse: mcse, kind: now.kind)
    }
    return (moved + gone).enumerated().sorted {
      let (a, b) = ($0.element.distance ?? .infinity, $1.element.distance ?? .infinity)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// Whether a tolerance in Monte Carlo errors allows it.
  func isWithin(_ tolerance: Double) -> Bool {
    kind == .following || distance.map { $0 <= tolerance } ?? false
  }

  /// Label, committed, now, change and distance, to one digit more than the error supports; `exact` for what
  /// has no error.
  var cells: [String] {
    let isWhole = [committed, now].allSatisfy { $0.map { $0 == $0.rounded() } ?? true }
    let decimals = isWhole ? 0 : min(8, NumberText.decimals(mcse: mcse, limit: 5) + 1)
    func text(_ value: Double?) -> String {
      guard let value, abs(value) < Self.longest else {
        return FileNumber.text(value) ?? NumberText.undefined
      }
      return NumberText.fixed(value, decimals: decimals)
    }
    let change = committed.flatMap { before in now.map { $0 - before } }
    return [
      label, text(committed), text(now),
      change.map { ($0 > 0 ? "+" : "") + text($0) } ?? NumberText.undefined,
      distance.map { NumberText.fixed($0, decimals: 1) }
        ?? (kind == .exact ? "exact" : NumberText.undefined),
    ]
  }
}
