extension Schema {
  static let activity = MappingShape(keys: [
    .optional(
      "score",
      .word([
        .init("sledai_2k", "SLEDAI-2K; its items, weights and clinical items ship with washout."),
        .init("custom", "Items with their own number, weight and clinical."),
        .init("none", "Numeric scores only."),
      ]), standard: "none", "The instrument."),
    .optional("score_name", .name, "The name of a custom instrument's summed score."),
    .optional(
      "recall_days", .number(.notNegative), standard: "0",
      "An item counts if it was active within this many days."),
    .optional(
      "groups",
      .mapping(
        MappingShape(
          others: .init(
            noun: "group", shape: .list(.name, minimum: 1), help: "Items of the group."))),
      "Groups of items; items of `laboratory` bring no unscheduled visit."),
    .optional("assessor", .mapping(assessor), "How assessors err."),
    .optional(
      "screening_correlation", .quantity(Quantity(words: ["value"], rule: .number(0...0.99))),
      standard: "0", "One-factor correlation of items at screening, on the normal scale."),
    .optional(
      "items",
      .mapping(
        MappingShape(
          others: .init(
            noun: "item", shape: .mapping(item), help: "How an item runs.", order: .byNumber))),
      "How each item of the instrument runs."),
    .optional(
      "markers",
      .mapping(
        MappingShape(
          others: .init(
            noun: "marker", shape: .mapping(marker),
            help: "How a marker follows the items; its baseline stands in `patients`."))),
      "Laboratory markers."),
    .optional(
      "scores",
      .mapping(
        MappingShape(
          others: .init(
            noun: "score", shape: .mapping(numericScore),
            help: "A number that a flare raises and time brings back."))),
      "Numeric scores with a course of their own, such as pain from 0 to 10."),
  ])

  private static let assessor = MappingShape(keys: [
    .optional(
      "misses_present_item", .quantity(.share), standard: "0",
      "The chance that an active item is not recorded."),
    .optional(
      "scores_absent_item", .quantity(.notNegative), standard: "0",
      "The chance that an absent item is recorded, as a multiple of its share in the pool."),
    .optional("not_for", .name, "A group that is exempt from error."),
  ])

  private static let item = MappingShape(
    keys: [
      .required("present", .quantity(.share), "The share of the pool in which it is active."),
      .required("in_flare", .quantity(.share), "The chance that a flare brings it on."),
      .required("clears", .quantity(.perWeek), "Clearing per week off drug."),
      .optional(
        "driven", .quantity(.perWeek), standard: "0",
        "Clearing per week that full drug effect adds in driven people."),
      .optional(
        "other", .quantity(.perWeek), standard: "0",
        "Clearing per week that full drug effect adds in other people."),
      .optional(
        "number", .number(.integer(1, 64)),
        "A custom item's permanent number; it decides the item's random stream."),
      .optional("weight", .number(.integer(0, 1_000)), "A custom item's points."),
      .optional("clinical", .flag, "Whether a custom item counts for the clinical score."),
    ], isAnnotated: true)

  private static let marker = MappingShape(
    keys: [
      .required("lowered_by", .quantity(.share), "Full drug effect lowers the level by this."),
      .required("half_life_days", .quantity(.positive), "Half-life of a change."),
      .required(
        "visit_sd_log", .quantity(.notNegative), "Standard deviation of ln level between visits."),
      .optional(
        "reported_from", .quantity(.notNegative), standard: "0",
        "Levels below this are reported as this."),
    ], isAnnotated: true)

  private static let numericScore = MappingShape(
    keys: [
      .required("baseline", .shared(.distribution), "The quiet level of a person."),
      .required("in_flare", .shared(.distribution), "The level that a flare brings."),
      .optional(
        "in_flare_at_screening", .quantity(.share), standard: "0",
        "The share that is in a flare at screening."),
      .required(
        "returns_per_week", .quantity(.perWeek), "Rate of return to the quiet level."),
      .optional(
        "driven_per_week", .quantity(.perWeek), standard: "0",
        "What full drug effect adds to the rate in driven people."),
      .optional(
        "other_per_week", .quantity(.perWeek), standard: "0",
        "What full drug effect adds to the rate in other people."),
      .optional(
        "visit_sd", .quantity(.notNegative), standard: "0",
        "Standard deviation between visits, on the scale itself."),
      .optional(
        "visit_sd_log", .quantity(.notNegative), standard: "0",
        "Standard deviation of ln level between visits."),
      .optional(
        "reported", .interval(.any), "Recorded values are cut to [low, high]; [0, ] when not given."
      ),
      .optional(
        "symptom", .flag, standard: "false",
        "A flare that raises it is felt, so it can bring an unscheduled visit."),
    ], isAnnotated: true)

  static let statistical = MappingShape(
    keys: [
      .optional(
        "recurrence_free",
        .mapping(
          MappingShape(
            keys: [
              .required("at_week", .number(.positive), "Weeks from withdrawal."),
              .required(
                "probability",
                .quantity(Quantity(words: ["value", "share"], rule: .openShare)),
                "Free of recurrence at that week."),
            ], isAnnotated: true)),
        "Where the curve passes; the scale follows from it."),
      .optional(
        "shape",
        .either([
          .word([.init("exponential", "A constant hazard.")]), .mapping(curveShape),
        ]), "The form of the curve that passes there."),
      .optional(
        "time_to_recurrence_weeks", .shared(.distribution),
        "The distribution itself, in place of recurrence_free and shape."),
      .optional("cured", .quantity(.share), standard: "0", "The share that never recurs."),
    ],
    exactlyOne: [["recurrence_free", "time_to_recurrence_weeks"]],
    atMostOne: [["shape", "time_to_recurrence_weeks"]])

  private static let curveShape = MappingShape(
    keys: [
      curve("weibull", "shape", "Weibull."), curve("gamma", "shape", "Gamma."),
      curve("loglogistic", "shape", "Log-logistic."), curve("lognormal", "sd_log", "Log-normal."),
    ], exactlyOne: [["weibull", "gamma", "loglogistic", "lognormal"]], isReplacedWhole: true)

  private static func curve(_ name: String, _ parameter: String, _ help: String) -> SchemaKey {
    .optional(
      name,
      .mapping(
        MappingShape(keys: [.required(parameter, .quantity(.positive), "Its form.")])),
      help)
  }
}
