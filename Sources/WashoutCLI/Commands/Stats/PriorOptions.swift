internal import ArgumentParser
internal import WashoutStatistics

/// What is believed of a rate before the data.
struct PriorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Beta prior; repeated with weights, a mixture: 0.8:6,24 and 0.2:1,1. (default: 1,1)",
      valueName: "alpha,beta"),
    transform: Self.component)
  var prior: [BetaMixture.Component] = []

  func validate() throws {
    _ = try belief
  }

  /// The prior.
  var belief: BetaMixture {
    get throws {
      do {
        return try BetaMixture(prior.isEmpty ? [.init(alpha: 1, beta: 1)] : prior)
      } catch {
        throw ValidationError("--prior takes positive numbers, such as 1,1 or 0.8:6,24.")
      }
    }
  }

  /// The component of an argument such as `6,24` or `0.8:6,24`.
  static func component(_ text: String) throws -> BetaMixture.Component {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    let shapes = (halves.last ?? "").split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0) }
    let weight = halves.count == 2 ? Double(halves[0]) : 1
    guard halves.count <= 2, shapes.count == 2, let alpha = shapes[0], let beta = shapes[1],
      let weight
    else {
      throw ValidationError("write alpha,beta or weight:alpha,beta, such as 1,1 or 0.8:6,24.")
    }
    return .init(weight: weight, alpha: alpha, beta: beta)
  }
}
