internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats predictive`.
struct PredictiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predictive",
    abstract: "Stopping by predictive probability: boundaries, what they do, where a trial stands.",
    discussion: """
      Success at the end is P(rate above p0 | data) > theta-t; a look stops where the predictive probability \
      of that is below theta-l, or above theta-u. With --subjects and --theta-t this design is shown; \
      without them the smallest one with level --alpha and power 1 - --beta is searched for (Lee and Liu, \
      2008). With --p1 below --p0 few events are good. With --events and --seen the predictive probability \
      of a running trial is added.

      Example: washout stats predictive --p0 0.2 --p1 0.4 --prior 0.2,0.8 --subjects 36 --theta-t 0.922 \
      --theta-l 0.001

        Success of 36: P(rate above 20 %) > 0.922
        Stops for futility at a predictive probability below 0.001
        true rate   P(success)   mean n   stops early   mean estimate
        20 %           0.08778     27.7       85.71 %         17.40 %
        40 %            0.9062     35.7        6.20 %         39.71 %

        from n   futility at    success at
        10        <= 0 of 10             -
        17        <= 1 of 17             -
        21        <= 2 of 21             -
        24        <= 3 of 24             -
        27        <= 4 of 27             -
        29        <= 5 of 29             -
        31        <= 6 of 31             -
        33        <= 7 of 33             -
        34        <= 8 of 34             -
        35        <= 9 of 35             -
        36       <= 10 of 36   >= 11 of 36
      """)

  @Option(parsing: .unconditional, help: "Rate of no interest.")
  var p0: Double

  @Option(parsing: .unconditional, help: "Rate hoped for; below --p0 where few events are good.")
  var p1: Double

  @OptionGroup var prior: PriorOptions

  @Option(parsing: .unconditional, help: "Subjects in all, to 1,000; left out to search.")
  var subjects: Int?

  @Option(parsing: .unconditional, help: "Posterior probability to exceed at the end.")
  var thetaT: Double?

  @Option(
    parsing: .unconditional,
    help: "Stop for futility below this predictive probability. (default: 0.05)")
  var thetaL: Double?

  @Option(
    parsing: .unconditional,
    help: "Stop with success above this predictive probability; 1 never stops.")
  var thetaU = 1.0

  @Option(parsing: .unconditional, help: "Subjects at the first look.")
  var first = 10

  @Option(parsing: .unconditional, help: "Subjects from one look to the next.")
  var every = 1

  @Option(parsing: .unconditional, help: "Largest level, for a search. (default: 0.05)")
  var alpha: Double?

  @Option(parsing: .unconditional, help: "Largest chance to miss, for a search. (default: 0.2)")
  var beta: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest n that is searched, to 300.", valueName: "n"))
  var upTo = 150

  @Option(parsing: .unconditional, help: "Events so far in a running trial.")
  var events: Int?

  @Option(parsing: .unconditional, help: "Subjects of it whose outcome is known.")
  var seen: Int?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(p0, "--p0", example: 0.2)
    try OptionCheck.insideShare(p1, "--p1", example: 0.4)
    if p0 == p1 { throw ValidationError("--p0 and --p1 are the same rate.") }
    for (value, name) in [(alpha, "--alpha"), (beta, "--beta"), (thetaT, "--theta-t")] {
      if let value { try OptionCheck.insideShare(value, name, example: 0.1) }
    }
    if let thetaL { try OptionCheck.share(thetaL, "--theta-l", example: 0.05) }
    try OptionCheck.share(thetaU, "--theta-u", example: 0.95)
    guard (thetaL ?? 0) < thetaU else {
      throw ValidationError("--theta-l must lie below --theta-u.")
    }
    try OptionCheck.count(first, "--first", in: 1...1000)
    try OptionCheck.count(every, "--every", in: 1...1000)
    try OptionCheck.count(upTo, "--up-to", in: 1...300)
    if let subjects { try OptionCheck.count(subjects, "--subjects", in: first...1000) }
    try validateKind()
  }

  private func validateKind() throws {
    guard (subjects == nil) == (thetaT == nil) else {
      throw ValidationError(
        "--subjects and --theta-t make a design together; leave out both to search.")
    }
    if subjects != nil && (alpha != nil || beta != nil) {
      throw ValidationError(
        "--alpha and --beta belong to a search, without --subjects and --theta-t.")
    }
    if subjects == nil && thetaL != nil {
      throw ValidationError("--theta-l is searched for; give --subjects and --theta-t with it.")
    }
    if subjects == nil && upTo < first {
      throw ValidationError("--up-to must reach the first look at \(first) subjects.")
    }
    guard (events == nil) == (seen == nil) else {
      throw ValidationError("Give --events and --seen together.")
    }
    if events != nil { _ = try interim(of: subjects ?? 300) }
  }

  func run() throws {
    do {
      if let subjects, let thetaT {
        let design = try design(of: subjects, thetaT: thetaT)
        try answer.write(PredictiveCalculation(design, p1: p1, interim: interim(of: subjects)))
      } else {
        let found = try search()
        let interim = try interim(of: found.design.people)
        try answer.write(PredictiveCalculation(found, p1: p1, interim: interim))
      }
    } catch let error as DesignError {
      throw DesignFailure.told(error, limitOption: "--up-to")
    }
  }

  private func design(of subjects: Int, thetaT: Double) throws -> PredictiveDesign {
    let looks = Array(stride(from: first, to: subjects, by: every)) + [subjects]
    return try PredictiveDesign(
      prior: prior.belief,
      criterion: PosteriorCriterion(p1 > p0 ? .above : .below, limit: p0, probability: thetaT),
      futility: thetaL ?? 0.05, success: thetaU, looks: looks)
  }

  private func search() throws -> PredictiveDesignSearch {
    let progress = ProgressReport("stats predictive")
    defer { progress.finish() }
    return try PredictiveDesignSearch(
      .init(p0: p0, p1: p1, alpha: alpha ?? 0.05, beta: beta ?? 0.2), prior: prior.belief,
      success: thetaU, first: first, every: every, upTo: upTo,
      progress: { progress.show(size: $0) })
  }

  /// The running trial, if there is one.
  private func interim(of people: Int) throws -> Proportion? {
    guard let events, let seen else { return nil }
    guard seen <= people, let interim = Proportion(events: events, of: seen) else {
      throw ValidationError(
        "--events takes a whole number from 0 to --seen, which is at least 1 and at most the \(people) "
          + "subjects.")
    }
    return interim
  }
}
