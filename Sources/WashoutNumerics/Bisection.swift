/// The smallest double between two ends that satisfies a condition which, once true, stays true.
///
/// Gives `upper` where the condition never holds. Both ends may be infinite. Doubles are ordered as
/// their bit patterns are, so halving the distance in representable numbers needs at most 64
/// questions, wherever the answer lies, and leaves no tolerance to choose.
public func smallestDouble(
  from lower: Double, to upper: Double, where condition: (Double) -> Bool
) -> Double {
  var low = position(lower)
  var high = position(upper)
  while low < high {
    // The mean rounded down; a difference would overflow between the infinities.
    let middle = (low & high) + (low ^ high) >> 1
    if condition(number(middle)) { high = middle } else { low = middle + 1 }
  }
  return number(high)
}

/// The place of a number among the doubles in increasing order; 0 for zero.
private func position(_ x: Double) -> Int {
  let distance = Int(bitPattern: UInt(x.magnitude.bitPattern))
  return x < 0 ? -distance : distance
}

private func number(_ position: Int) -> Double {
  let magnitude = Double(bitPattern: UInt64(position.magnitude))
  return position < 0 ? -magnitude : magnitude
}
