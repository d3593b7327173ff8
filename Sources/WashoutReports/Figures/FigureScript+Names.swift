extension FigureScript {
  /// A curve's name and the height of its right end, as a share of the vertical axis.
  package struct EndName: Sendable, Equatable {
    /// What it is called.
    package var name: String
    /// Where it ends, 0 to 1 from below.
    package var height: Double
    /// Its colour.
    package var colour: FigureStyle.Colour

    /// A name at a height.
    package init(_ name: String, height: Double, _ colour: FigureStyle.Colour) {
      self.name = name
      self.height = height
      self.colour = colour
    }
  }

  /// Writes the names of curves to the right of their ends, pushed apart where ends are close together.
  ///
  /// `pixels` is the height of the axes.
  package mutating func endNames(_ names: [EndName], pixels: Double) {
    let apart = 19 / pixels
    let sorted = names.sorted { $0.height > $1.height }
    var heights = sorted.map { min(1, max(0, $0.height)) }
    for place in heights.indices.dropFirst() {
      heights[place] = min(heights[place], heights[place - 1] - apart)
    }
    // What was pushed below the axes goes back up, and what is above it with it.
    var floor = 0.0
    for place in heights.indices.reversed() {
      heights[place] = max(heights[place], floor)
      floor = heights[place] + apart
    }
    for (name, height) in zip(sorted, heights) {
      label(
        name.name, at: "graph 1, graph \(Self.number(height)) offset character 0.8, 0",
        colour: name.colour)
    }
  }
}
