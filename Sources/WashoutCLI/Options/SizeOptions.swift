internal import ArgumentParser
internal import Washout
internal import WashoutStatistics

/// What a trial is to be large enough, or short enough, for.
struct SizeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Chance of the decision on the assumed drug.", valueName: "chance"))
  var decision: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Mean width of the interval, a share.", valueName: "share"))
  var width: Double?

  @Option(
    help: ArgumentHelp(
      "Width of the interval, and the chance of one no wider.", valueName: "width@chance"),
    transform: { try SharePair($0, example: "0.45@0.80") })
  var assuredWidth: SharePair?

  @Option(
    help: ArgumentHelp(
      "Frequency of an adverse event, and the chance to see it.", valueName: "share@chance"),
    transform: { try SharePair($0, example: "0.10@0.80") })
  var seeEvent: SharePair?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Chance of the decision where the rate is not known but believed: needs --prior.",
      valueName: "chance"))
  var assurance: Double?

  @Option(
    help: ArgumentHelp(
      "What is believed of the rate, a beta prior; repeated with weights, a mixture: 0.8:6,24 and "
        + "0.2:1,1.",
      valueName: "alpha,beta"),
    transform: PriorOptions.component)
  var prior: [BetaMixture.Component] = []

  @Option(
    help: ArgumentHelp(
      "Number of recurrences, and the chance to record at least so many.",
      valueName: "k@chance"),
    transform: CountedChance.init)
  var atLeastKRecurrences: CountedChance?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Mean months from first dose to last contact.", valueName: "number"))
  var months: Double?

  func validate() throws {
    for (share, name) in [
      (decision, "--decision"), (width, "--width"), (assurance, "--assurance"),
    ] {
      if let share { try OptionCheck.insideShare(share, name, example: 0.35) }
    }
    if let months, !(months > 0 && months.isFinite) {
      throw ValidationError("--months takes a number above 0, such as 24.")
    }
    if (assurance == nil) != prior.isEmpty {
      throw ValidationError(
        "--assurance and --prior go together, such as --assurance 0.6 --prior 3,7.")
    }
    _ = try belief
  }

  /// The prior; nil where none is given.
  private var belief: BetaMixture? {
    get throws {
      if prior.isEmpty { return nil }
      do {
        return try BetaMixture(prior)
      } catch {
        throw ValidationError("--prior takes positive numbers, such as 3,7 or 0.8:6,24.")
      }
    }
  }

  /// The criteria asked for, in the order of the options.
  var all: [SizeCriterion] {
    get throws {
      let sighting = seeEvent.flatMap { pair in
        EventSighting(frequency: pair.share).map { SizeCriterion.seeEvent($0, chance: pair.chance) }
      }
      let believed = try belief.flatMap { prior in
        assurance.map { SizeCriterion.assurance($0, prior: prior) }
      }
      let criteria: [SizeCriterion?] = [
        decision.map(SizeCriterion.decision), width.map(SizeCriterion.width),
        assuredWidth.map { .assuredWidth($0.share, chance: $0.chance) }, sighting, believed,
        atLeastKRecurrences.map { .recurrences(atLeast: $0.count, chance: $0.chance) },
        months.map(SizeCriterion.months),
      ]
      return criteria.compactMap { $0 }
    }
  }

  /// Sizes of an argument such as `15,30`.
  static func sizes(_ text: String) throws -> [Int] {
    let sizes = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard sizes.allSatisfy({ $0.map { (1...Model.largestSize).contains($0) } ?? false }) else {
      throw ValidationError("write sizes from 1 to 1,000 with commas, such as 15,30.")
    }
    return Set(sizes.compactMap { $0 }).sorted()
  }
}

/// A share and a chance as an option names them.
struct SharePair {
  let share: Double
  let chance: Double

  /// The pair of an argument such as `0.10@0.80`.
  init(_ text: String, example: String) throws {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let share = parts[0], let chance = parts[1], share > 0, share < 1,
      chance > 0, chance < 1
    else {
      throw ValidationError("write two numbers between 0 and 1, such as \(example).")
    }
    (self.share, self.chance) = (share, chance)
  }
}

/// A count and a chance as an option names them.
struct CountedChance {
  let count: Int
  let chance: Double

  /// The pair of an argument such as `2@0.90`.
  init(_ text: String) throws {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[0]), let chance = Double(parts[1]),
      (1...Model.largestSize).contains(count), chance > 0, chance < 1
    else {
      throw ValidationError("write a count and a chance between 0 and 1, such as 2@0.90.")
    }
    (self.count, self.chance) = (count, chance)
  }
}
