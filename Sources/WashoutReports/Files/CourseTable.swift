package import Washout

/// Courses as tidy rows, one number a row: what the figures of bands, patients and curves show.
package struct CourseTable {
  private let courses: SimulatedCourses

  /// The table of some courses.
  package init(_ courses: SimulatedCourses) { self.courses = courses }

  /// `series` says what a row belongs to, `name` of what; `day` is the study day, empty where a number belongs to
  /// none; `n` counts people or trials.
  package static let columns = [
    "series", "name", "drug", "layer", "day", "statistic", "value", "mcse", "n",
  ]

  /// The table with its header.
  package var csv: String {
    CSV.table(
      Self.columns, (courses.patients.map { PatientRows($0).all } ?? []) + curves)
  }

  private var curves: [[String?]] {
    courses.recurrenceFree.definitions.flatMap { definition in
      definition.truths.flatMap { truth in
        truth.shares.enumerated().map { place, share in
          Self.row(
            "recurrence_free", definition.name, truth.drug, truth.layer,
            courses.recurrenceFree.days[place], "share", share, truth.mcses[place], truth.people)
        }
      } + (definition.estimates.map { estimates(of: definition.name, $0) } ?? [])
    }
  }

  private func estimates(
    of definition: String, _ estimates: RecurrenceFreeCurves.Estimates
  ) -> [[String?]] {
    courses.recurrenceFree.days.enumerated().flatMap { place, day in
      func row(_ statistic: String, _ value: Double, _ mcse: Double? = nil) -> [String?] {
        Self.row(
          "kaplan_meier", definition, .assumed, .assessed, day, statistic, value, mcse,
          estimates.trials)
      }
      return [
        row("mean", estimates.means[place]),
        row("trial_\(estimates.medianTrial)", estimates.medianCurve[place]),
      ]
        + estimates.ranges[place].percentiles.map {
          row(Self.percentile($0.share), $0.value, $0.mcse)
        }
    }
  }

  /// Such as `p5` or `p97.5`.
  static func percentile(_ share: Double) -> String { "p" + Terms.significant(100 * share) }

  static func row(
    _ series: String, _ name: String, _ drug: DrugAssumption?, _ layer: Layer?, _ day: Int?,
    _ statistic: String, _ value: Double?, _ mcse: Double?, _ n: Int?
  ) -> [String?] {
    [
      series, name, drug?.rawValue, layer?.rawValue, day.map(String.init), statistic,
      FileNumber.text(value), FileNumber.text(mcse), n.map(String.init),
    ]
  }
}

/// The rows of people's courses.
private struct PatientRows {
  private let courses: PatientCourses

  init(_ courses: PatientCourses) { self.courses = courses }

  var all: [[String?]] { levels + values + items + samples }

  private var levels: [[String?]] {
    let daily = [
      ("concentration_mg_per_l", nil as DrugAssumption?, courses.concentration),
      ("effect", .assumed, courses.effect),
    ].flatMap { name, drug, bands in
      zip(courses.days, bands).flatMap { band($1, "level", name, drug, nil, day: $0) }
    }
    return daily + band(courses.ic50, "level", "ic50_mg_per_l", nil, nil, day: nil)
  }

  private var values: [[String?]] {
    courses.values.flatMap { value in
      zip(courses.visitDays, value.bands).flatMap {
        band($1, value.kind.rawValue, value.name, value.drug, value.layer, day: $0)
      }
    }
  }

  private var items: [[String?]] {
    courses.items.flatMap { item in
      courses.visitDays.enumerated().map { visit, day in
        CourseTable.row(
          "item", item.name, item.drug, item.layer, day, "share", item.share(atVisit: visit),
          item.mcse(atVisit: visit), item.people[visit])
      }
    }
  }

  private var samples: [[String?]] {
    courses.samples.flatMap { sample in
      [(DrugAssumption.assumed, sample.assumed), (.noEffect, sample.noEffect)].flatMap {
        drug, series in
        zip(courses.visitDays, series.values).map { day, value in
          CourseTable.row(
            "patient", courses.score, drug, .assessed, day,
            "trial_\(sample.trial)_patient_\(sample.patient)", value, nil, 1)
        }
      }
    }
  }

  private func band(
    _ band: PercentileBand?, _ series: String, _ name: String, _ drug: DrugAssumption?,
    _ layer: Layer?, day: Int?
  ) -> [[String?]] {
    (band?.percentiles ?? []).map {
      CourseTable.row(
        series, name, drug, layer, day, CourseTable.percentile($0.share), $0.value, $0.mcse,
        band?.count)
    }
  }
}
