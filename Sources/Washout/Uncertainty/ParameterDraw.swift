internal import WashoutNumerics

/// The values that one replicate draws from their priors.
struct ParameterDraw: Sendable, Equatable {
  /// Element i: the uniform of prior i, which is the draw's rank among all draws of that prior.
  var ranks: [Double] = []
  /// Element i: the value of prior i.
  var values: [Double] = []
}

extension Stream {
  /// A value drawn from its prior, one uniform.
  static func prior(_ path: String) -> Stream { Stream(named: "prior:\(path)") }
}

extension ParameterUncertainty {
  /// The draw of a replicate: the quantile of each prior at a uniform of its own.
  ///
  /// - Throws: `SimulationError.invalid` for a prior that gives no finite value.
  func draw(
    _ replicate: Int, _ random: borrowing RandomSource
  ) throws(SimulationError) -> ParameterDraw {
    var draw = ParameterDraw()
    let key = SubjectKey(replicate: UInt64(replicate), subject: 0)
    for prior in priors {
      random.rewind(key, .prior(prior.path))
      let rank = random.uniformPositive()
      guard let value = prior.distribution.quantile(rank), value.isFinite else {
        throw .invalid(
          path: "\(prior.path).prior", reason: "gives no finite value in trial \(replicate + 1)")
      }
      draw.ranks.append(rank)
      draw.values.append(value)
    }
    return draw
  }
}

extension Model {
  /// The model of one replicate: this one, or with the values that the replicate draws.
  ///
  /// - Throws: `SimulationError.invalid` where values were drawn with which nothing can be simulated.
  func drawn(_ replicate: Int) throws(SimulationError) -> Model {
    guard let uncertainty else { return self }
    let draw = try uncertainty.draw(replicate, RandomSource(seed: scenario.simulation.seed))
    return try drawn(draw, by: uncertainty, replicate)
  }

  /// The model with the values of a draw.
  ///
  /// Only the course and the pace of recruitment can depend on them; analyses, tables and the layout of
  /// tallies are the same for every draw.
  func drawn(
    _ draw: ParameterDraw, by uncertainty: ParameterUncertainty, _ replicate: Int
  ) throws(SimulationError) -> Model {
    do throws(SimulationError) {
      let drawn = try scenario.taking(uncertainty.scenario(draw.values))
      var model = self
      model.uncertainty = nil
      model.course = try CompiledCourse(drawn, followsNoEffect: hasNoEffectArm)
      model.durations = try DurationClasses(drawn.trial, sizes: sizes)
      return model
    } catch {
      guard case .invalid(let path, let reason) = error else { throw error }
      let values = zip(uncertainty.priors, draw.values).map { "\($0.path) = \($1)" }
      throw .invalid(
        path: path,
        reason: "\(reason) (trial \(replicate + 1) drew \(values.joined(separator: ", ")); "
          + "narrow the priors)")
    }
  }
}

extension Scenario {
  /// The scenario with the parts of another one in which values can be drawn.
  fileprivate func taking(_ drawn: Scenario) -> Scenario {
    var scenario = self
    (scenario.trial, scenario.patients) = (drawn.trial, drawn.patients)
    (scenario.eligibility, scenario.course) = (drawn.eligibility, drawn.course)
    scenario.leaving = drawn.leaving
    return scenario
  }
}

extension Model {
  /// The values that a trial, counted from 1, draws, by path; none where every value is its base case.
  public func drawnValues(trial: Int) throws(SimulationError) -> [PatientTrace.NamedValue] {
    guard let uncertainty else { return [] }
    let draw = try uncertainty.draw(trial - 1, RandomSource(seed: scenario.simulation.seed))
    return zip(uncertainty.priors, draw.values).map {
      PatientTrace.NamedValue(name: $0.path, value: $1)
    }
  }
}
