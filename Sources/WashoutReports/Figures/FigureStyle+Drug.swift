internal import Washout

extension DrugAssumption {
  /// Its colour in every figure.
  var colour: FigureStyle.Colour { self == .noEffect ? .noEffect : .drug }

  /// Its line: unbroken for the assumed drug, dashed for none.
  var line: String { FigureStyle.line(colour, self == .noEffect ? .dashed : .solid) }

  /// Its bars: filled for the assumed drug, pale with a border for none.
  var fill: String {
    self == .noEffect
      ? "\(colour.option) fs solid 0.3 border rgb '\(colour.rawValue)'"
      : "\(colour.option) fs solid noborder"
  }

  /// Its points: filled circles for the assumed drug, open squares for none.
  var points: String { FigureStyle.points(colour) }
}

extension Findings {
  /// What a drug is called beside the other; nothing where it stands alone.
  func title(of drug: DrugAssumption) -> String {
    switch drug {
    case .noEffect: "No drug effect"
    default: isStatistical ? "As assumed" : "Assumed drug"
    }
  }

  /// The decision's name in quotation marks, cut where it is long.
  func quotedName(of decision: Decision) -> String {
    "\u{201C}" + FigureStyle.cut(decision.name, to: 320) + "\u{201D}"
  }

  /// The simulation that numbers of trials rest on, in a line.
  var simulationRemark: String {
    "\(NumberText.grouped(results.trials)) simulated trials of \(results.plannedSize)"
  }
}
