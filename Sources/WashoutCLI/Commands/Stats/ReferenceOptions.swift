internal import ArgumentParser
internal import WashoutScenarios
internal import WashoutStatistics

/// A curve that is taken as known.
struct ReferenceOptions: ParsableArguments {
  /// Its kinds.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case exponential, weibull, piecewise, curve
  }

  @Option(help: "The kind of curve to compare with.")
  var reference = Kind.exponential

  @Option(parsing: .unconditional, help: "Median (exponential, weibull).")
  var median: Double?

  @Option(parsing: .unconditional, help: "Events per unit of time (exponential).")
  var rate: Double?

  @Option(parsing: .unconditional, help: "Shape (weibull).")
  var shape: Double?

  @Option(parsing: .unconditional, help: "Time by which 63.2 % have had the event (weibull).")
  var scale: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Times at which the hazard changes (piecewise).", valueName: "times"),
    transform: { try OptionCheck.numbers($0, "--breaks") })
  var breaks: [Double]?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Events per unit of time, one more than breaks (piecewise).", valueName: "rates"),
    transform: { try OptionCheck.numbers($0, "--hazards") })
  var hazards: [Double]?

  @Option(
    help: ArgumentHelp(
      "CSV file with the columns time and survival (curve): steps, as of a Kaplan-Meier curve; each share holds until the next time.",
      valueName: "file"))
  var curveFile: String?

  /// The options that are given, by name.
  private var given: [String] {
    let all: [(String, Bool)] = [
      ("--median", median != nil), ("--rate", rate != nil), ("--shape", shape != nil),
      ("--scale", scale != nil), ("--breaks", breaks != nil), ("--hazards", hazards != nil),
      ("--curve-file", curveFile != nil),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// The sets of options that describe each kind.
  private var wanted: [[String]] {
    switch reference {
    case .exponential: [["--median"], ["--rate"]]
    case .weibull: [["--median", "--shape"], ["--shape", "--scale"]]
    case .piecewise: [["--breaks", "--hazards"]]
    case .curve: [["--curve-file"]]
    }
  }

  func validate() throws {
    guard wanted.contains(given) else {
      let sets = wanted.map { $0.joined(separator: " and ") }.joined(separator: ", or ")
      throw ValidationError("--reference \(reference.rawValue) takes \(sets), and nothing else.")
    }
    if reference != .curve { _ = try curve() }
  }

  /// The curve; a faulty option ends with code 64, a faulty file with 65 or 66.
  func curve() throws -> ReferenceCurve {
    do {
      switch reference {
      case .exponential:
        if let rate { return try .exponential(rate: rate) }
        return try .exponential(median: median ?? .nan)
      case .weibull:
        if let scale { return try .weibull(shape: shape ?? .nan, scale: scale) }
        return try .weibull(shape: shape ?? .nan, median: median ?? .nan)
      case .piecewise:
        return try .piecewiseExponential(breaks: breaks ?? [], hazards: hazards ?? [])
      case .curve:
        let file = try CurveFile(at: curveFile ?? "")
        return try .table(times: file.times, survival: file.survival)
      }
    } catch let error as SurvivalError {
      throw ValidationError(Self.words(error))
    } catch {
      throw Failure.told(error)
    }
  }

  private static func words(_ error: SurvivalError) -> String {
    switch error {
    case .notPositive(let parameter, _): "--\(parameter) takes a number above 0."
    case .negative(let parameter, _): "--\(parameter) takes numbers from 0 on."
    case .notIncreasing(let parameter): "--\(parameter) takes increasing times above 0."
    case .countMismatch(let expected, let found):
      "--hazards takes one number more than --breaks, here \(expected), not \(found)."
    default: "this curve cannot be used: \(error)."
    }
  }
}
