/// A number that is not what was committed.
struct NumberMove {
  let identity: MeasureReading.Identity
  let committed: Double?
  let now: Double?
  /// The Monte Carlo standard error that was committed, the present one where it was none.
  let mcse: Double?

  /// How far it moved in units of its error; nil where it has none, or was or is undefined.
  var distance: Double? {
    guard let committed, let now, let mcse, mcse > 0 else { return nil }
    return abs(now - committed) / mcse
  }

  /// Every number that moved, came or went, those that moved furthest first.
  static func all(_ committed: [MeasureReading], _ now: [MeasureReading]) -> [NumberMove] {
    let before = Dictionary(
      committed.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(now.map(\.identity))
    let gone = committed.filter { !after.contains($0.identity) }.map {
      NumberMove(identity: $0.identity, committed: $0.value, now: nil, mcse: $0.mcse)
    }
    let moved = now.compactMap { now -> NumberMove? in
      let earlier = before[now.identity]
      if let earlier, earlier.hasValue(of: now) { return nil }
      let mcse = earlier?.mcse.flatMap { $0 > 0 ? $0 : nil } ?? now.mcse
      return NumberMove(
        identity: now.identity, committed: earlier?.value, now: now.value, mcse: mcse)
    }
    return (moved + gone).enumerated().sorted {
      let (a, b) = ($0.element.distance ?? .infinity, $1.element.distance ?? .infinity)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// Label, committed, now, change and distance, to one digit more than the error supports.
  var cells: [String] {
    let decimals = min(8, NumberText.decimals(mcse: mcse, limit: 5) + 1)
    func text(_ value: Double?) -> String {
      value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.undefined
    }
    let change = committed.flatMap { before in now.map { $0 - before } }
    return [
      identity.label, text(committed), text(now),
      change.map { ($0 > 0 ? "+" : "") + NumberText.fixed($0, decimals: decimals) }
        ?? NumberText.undefined,
      distance.map { NumberText.fixed($0, decimals: 1) } ?? NumberText.undefined,
    ]
  }
}

extension MeasureReading {
  /// Whether another reading of the measure has the same value.
  fileprivate func hasValue(of other: MeasureReading) -> Bool {
    switch (value, other.value) {
    case (nil, nil): true
    case (let a?, let b?): a.agrees(with: b)
    default: false
    }
  }
}

extension MeasureReading.Identity {
  /// What it is, in one line.
  var label: String {
    ([name, drug == "assumed" ? nil : drug, subject, layer, size.map { "n=\($0)" }] as [String?])
      .compactMap { $0 }.joined(separator: " ")
  }
}
