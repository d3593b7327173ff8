/// Looks one after the other that stop the trial with the same counts.
package struct LookGroup: Sendable, Equatable {
  /// The patients of each, increasing.
  package private(set) var patients: [Int]
  /// The first of them.
  package let look: Looks.Look

  /// Looks in groups, in their order.
  package static func groups(of looks: [Looks.Look]) -> [LookGroup] {
    looks.reduce(into: []) { groups, look in
      if let last = groups.last, last.look.stopIfAtLeast == look.stopIfAtLeast,
        last.look.stopIfAtMost == look.stopIfAtMost
      {
        groups[groups.count - 1].patients.append(look.patients)
      } else {
        groups.append(LookGroup(patients: [look.patients], look: look))
      }
    }
  }

  /// Such as `10`, `10 and 20` or, where every patient brings a look, `3 to 6`.
  package var patientsInWords: String {
    guard let first = patients.first, let last = patients.last else { return "" }
    if patients.count > 2, last - first == patients.count - 1 { return "\(first) to \(last)" }
    return Self.list(patients.map(String.init))
  }

  /// `a`, `a and b` or `a, b and c`.
  package static func list(_ texts: [String]) -> String {
    guard texts.count > 1, let last = texts.last else { return texts.joined() }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }
}
