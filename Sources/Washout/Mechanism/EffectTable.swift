/// The integral of one person's effect over time, kept at the ends of its panels.
///
/// Five Gauss-Legendre points a panel; panels begin anew at each dose, where the effect has a kink,
/// with some twenty minutes and triple to a week: early on the effect rises from
/// nothing within hours. Filled once for a course, read at any day of it.
package struct EffectTable: Sendable {
  private var ends: [Double] = []
  private var sums: [Double] = []

  /// A table of no effect.
  package init() {}

  /// Integrates the effect of a course up to a day; before the first dose there is none.
  package mutating func fill(_ kinetics: Kinetics, to horizon: Double) {
    ends.removeAll(keepingCapacity: true)
    sums.removeAll(keepingCapacity: true)
    guard kinetics.maximumEffect > 0, var day = kinetics.doses.first?.day else { return }
    var sum = 0.0
    append(day, sum)
    while day < horizon {
      let end = min(panelEnd(after: day, kinetics.doses), horizon)
      sum += panel(day, end, kinetics)
      day = end
      append(day, sum)
    }
  }

  /// The integral from the first dose to a day of the table's course.
  package func integral(to day: Double, _ kinetics: Kinetics) -> Double {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    return sums[low - 1] + panel(ends[low - 1], day, kinetics)
  }

  private mutating func append(_ end: Double, _ sum: Double) {
    ends.append(end)
    sums.append(sum)
  }

  private func panelEnd(after day: Double, _ doses: [GivenDose]) -> Double {
    var lastDose = day
    var nextDose = Double.infinity
    for dose in doses {
      if dose.day <= day { lastDose = dose.day } else { nextDose = min(nextDose, dose.day) }
    }
    return min(day + min(max(2 * (day - lastDose), 0x1p-6), 7), nextDose)
  }

  private func panel(_ left: Double, _ right: Double, _ kinetics: Kinetics) -> Double {
    guard right > left else { return 0 }
    let middle = (left + right) / 2
    let half = (right - left) / 2
    let near = 0.538469310105683091 * half
    let far = 0.906179845938663993 * half
    let nearSum = kinetics.effect(middle - near) + kinetics.effect(middle + near)
    let farSum = kinetics.effect(middle - far) + kinetics.effect(middle + far)
    return half
      * (0.568888888888888889 * kinetics.effect(middle) + 0.478628670499366468 * nearSum
        + 0.236926885056189088 * farSum)
  }
}
