/// How many people the width of an interval, or the sight of an adverse event, needs.
package struct PrecisionCalculation: Calculation {
  private let width: WidthAnswer?
  private let sighting: SightingAnswer?

  /// Either answer, or both.
  package init(_ width: WidthAnswer?, _ sighting: SightingAnswer?) {
    self.width = width
    self.sighting = sighting
  }

  package var json: JSONValue {
    .object((width?.members ?? []) + (sighting.map { [.init("adverse_event", $0.json)] } ?? []))
  }

  package func screen(width columns: Int) -> String {
    [width?.screen(width: columns), sighting?.screen(width: columns)].compactMap { $0 }
      .joined(separator: "\n")
  }
}
