internal import CWashoutGSL

/// Numbers with few digits.
enum RoundNumber {
  /// The number of fewest decimals in a range that is open at one end, nearest the middle.
  static func between(_ range: ClosedRange<Double>, closedAbove: Bool) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    func lies(_ x: Double) -> Bool {
      closedAbove ? x > low && x <= high : x >= low && x < high
    }
    for decimals in 1...15 {
      let step = pow(10, Double(decimals))
      let rounded = ((low + high) / 2 * step).rounded() / step
      if lies(rounded) { return rounded }
    }
    return closedAbove ? high : low
  }
}
