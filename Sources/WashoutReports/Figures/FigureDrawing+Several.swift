extension FigureDrawing {
  /// What became of some figures.
  public struct Outcome: Sendable {
    /// Those that have a picture, in the order of the figures.
    public var drawn: [DrawnFigure] = []
    /// Why others have none, each reason once.
    public var failures: [FigureFailure] = []
  }

  /// Draws figures; one that `kept` has from before is not drawn again.
  ///
  /// A figure that fails keeps no other from being drawn; without gnuplot, or once cancelled, the rest is not tried.
  ///
  /// - Parameters:
  ///   - figures: What is to be drawn.
  ///   - kept: A picture of the same figure, of the same digest, where there is one.
  /// - Returns: The pictures, and why figures have none.
  public func svgs(
    of figures: [Figure], kept: (Figure) -> DrawnFigure? = { _ in nil }
  ) async -> Outcome {
    var pictures = figures.map(kept)
    var failures: [FigureFailure] = []
    let missing = pictures.indices.filter { pictures[$0] == nil }
    await withTaskGroup(of: (Int, Result<DrawnFigure, FigureFailure>).self) { group in
      var waiting = missing[...]
      func startNext() {
        guard let next = waiting.popFirst(), !Task.isCancelled else { return }
        group.addTask { (next, await self.result(of: figures[next])) }
      }
      for _ in 0..<Self.atATime { startNext() }
      for await (place, result) in group {
        switch result {
        case .success(let picture): pictures[place] = picture
        case .failure(let failure):
          if !failures.contains(failure) { failures.append(failure) }
          if failure == .noGnuplot { waiting = [] }
        }
        startNext()
      }
    }
    return Outcome(drawn: pictures.compactMap { $0 }, failures: failures)
  }

  private func result(of figure: Figure) async -> Result<DrawnFigure, FigureFailure> {
    do throws(FigureFailure) {
      return .success(try await svg(of: figure))
    } catch {
      return .failure(error)
    }
  }
}
