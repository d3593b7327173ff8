internal import WashoutNumerics
internal import WashoutStatistics

/// Numbers of the statistics and the generator that papers print.
extension QualificationCheck {
  /// The generator, intervals, the exact test, two-stage designs and a survival curve.
  static var published: [QualificationCheck] {
    words + intervals + binomialTest + twoStageDesigns + survival
  }

  private static var words: [QualificationCheck] {
    let random = RandomSource(seed: 0)
    random.rewind(SubjectKey(replicate: 0, subject: 0), Stream(rawValue: 0))
    let block = (0..<4).map { _ in
      let digits = String(random.word(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return [
      QualificationCheck(
        "Philox4x64-10, block of counter 0 and key 0",
        "Salmon and others (2011), Random123, tests/kat_vectors",
        expected: "16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b",
        found: block.joined(separator: " "))
    ]
  }

  private static var intervals: [QualificationCheck] {
    let source = "Newcombe (1998), Statistics in Medicine 17, 857-872, table I"
    let rows: [(Int, Int, IntervalMethod, String, String)] = [
      (81, 263, .clopperPearson, "0.2527", "0.3676"), (81, 263, .wilson, "0.2553", "0.3662"),
      (15, 148, .clopperPearson, "0.0578", "0.1617"), (15, 148, .wilson, "0.0624", "0.1605"),
      (0, 20, .clopperPearson, "0.0000", "0.1684"), (0, 20, .wilson, "0.0000", "0.1611"),
      (1, 29, .clopperPearson, "0.0009", "0.1776"), (1, 29, .wilson, "0.0061", "0.1718"),
    ]
    return rows.flatMap { events, people, method, lower, upper in
      let interval = Proportion(events: events, of: people)?.interval(method, level: 0.95)
      let words = method == .wilson ? "Wilson" : "Clopper-Pearson"
      return [("lower", lower, interval?.lower), ("upper", upper, interval?.upper)].map {
        QualificationCheck(
          "\(words) 95 % limit of \(events) of \(people), \($0)", source, printed: $1, $2)
      }
    }
  }

  private static var binomialTest: [QualificationCheck] {
    let source = "Conover (1971), pages 97-98, as R's documentation of binom.test prints it"
    let seeds = Proportion(events: 682, of: 925)
    let limits = seeds?.clopperPearson(level: 0.95)
    return [
      QualificationCheck(
        "exact two-sided p of 682 of 925 against 3/4", source, printed: "0.3825",
        seeds?.binomialTest(null: 0.75, .twoSided)),
      QualificationCheck(
        "exact 95 % limit of 682 of 925, lower", source, printed: "0.7076683", limits?.lower),
      QualificationCheck(
        "exact 95 % limit of 682 of 925, upper", source, printed: "0.7654066", limits?.upper),
    ]
  }

  private static var twoStageDesigns: [QualificationCheck] {
    let source = "Simon (1989), Controlled Clinical Trials 10, 1-10, table 1"
    let rows: [(Double, Double, String, String)] = [
      (0.1, 0.3, "1/10 5/29", "1/15 5/25"), (0.2, 0.4, "3/13 12/43", "4/18 10/33"),
      (0.3, 0.5, "5/15 18/46", "6/19 16/39"),
    ]
    return rows.flatMap { p0, p1, optimal, minimax in
      let designs = try? TwoStageDesigns(p0: p0, p1: p1, alpha: 0.05, beta: 0.2)
      return [("optimal", optimal, designs?.optimal), ("minimax", minimax, designs?.minimax)].map {
        QualificationCheck(
          "Simon's \($0) design r1/n1 r/n, p0 \(p0), p1 \(p1), alpha 0.05, beta 0.20", source,
          expected: $1,
          found: $2.map { "\($0.design.r1)/\($0.design.n1) \($0.design.r)/\($0.design.n)" } ?? "")
      }
    }
  }

  private static var survival: [QualificationCheck] {
    let source =
      "Freireich and others (1963), Blood 21, 699-716, as survfit of R's survival 3.5-3 prints it"
    let times: [Double] = [
      6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
    ]
    let relapses: Set = [0, 1, 2, 4, 6, 9, 10, 14, 15]
    guard
      let sample = try? RightCensoredSample(
        times: times, isEvent: times.indices.map { relapses.contains($0) })
    else { return [] }
    let curve = KaplanMeier(sample)
    let rows = [
      (6.0, "0.857", "0.0764"), (10, "0.753", "0.0963"), (16, "0.627", "0.1141"),
      (23, "0.448", "0.1346"),
    ]
    return rows.flatMap { week, share, error in
      [
        QualificationCheck(
          "Kaplan-Meier, 6-mercaptopurine, without relapse at week \(Int(week))", source,
          printed: share, curve.survival(at: week)),
        QualificationCheck(
          "its standard error", source, printed: error,
          curve.variance(at: week)?.squareRoot()),
      ]
    }
  }
}
