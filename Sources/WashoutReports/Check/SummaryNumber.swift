/// A number that `washout check` compares, under a name of its own.
struct SummaryNumber {
  /// What it is, in one line.
  let label: String
  /// Nil where undefined.
  let value: Double?
  /// Its Monte Carlo standard error; nil for what has none.
  let mcse: Double?
  /// How far it may move.
  let kind: Kind

  enum Kind {
    /// By Monte Carlo errors.
    case estimate
    /// Not at all, having no error: counts of a rule, sizes, trials asked for.
    case exact
    /// With the numbers that it stands beside, which are held themselves: errors, ends of ranges, sizes that
    /// rates need, and single trials.
    case following
  }

  /// A number that is an estimate where it has an error, else of another kind.
  init(_ label: String, _ value: Double?, mcse: Double? = nil, or kind: Kind = .estimate) {
    self.label = label
    self.value = value
    self.mcse = mcse
    self.kind = mcse == nil ? kind : .estimate
  }

  /// Whether another reading has the same value.
  func agrees(with other: SummaryNumber) -> Bool {
    switch (value, other.value) {
    case (nil, nil): true
    case (let a?, let b?): a.agrees(with: b)
    default: false
    }
  }
}

extension Double {
  /// Whether two numbers of files, which have ten digits, are the same to nine: those after depend on the
  /// processor.
  func agrees(with other: Double) -> Bool {
    abs(self - other) <= 1e-9 * Swift.max(abs(self), abs(other))
  }
}
