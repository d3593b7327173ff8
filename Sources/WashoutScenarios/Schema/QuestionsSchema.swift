extension Schema {
  static let leaving = MappingShape(keys: [
    .optional(
      "lost",
      .quantity(
        .clock.with(
          .optional(
            "linked_to", .name, standard: "nothing",
            "`nothing`, or the score that loss follows."),
          .optional(
            "log_hazard_per_point", .number(.any), standard: "0.1",
            "ln hazard of loss for each point above the score at withdrawal."))),
      "Left the trial without a recorded recurrence."),
    .optional("stops_dosing", .quantity(.clock), "Stops dosing for good, stays in the trial."),
    .optional(
      "therapy_changed",
      .quantity(
        .clock.with(
          .optional(
            "flare_hazard_times", .number(.number(0...1_000)), standard: "1",
            "The change multiplies the flare rate by this."),
          .optional(
            "clears_per_week", .number(.perWeek), standard: "0",
            "The change adds this to the clearing of every item."))),
      "Standard therapy is changed."),
  ])

  static let response = MappingShape(
    keys: courseRules + [
      .required("at_week", .number(.integer(1, 5_200)), "The visit at which it is looked for.")
    ], exactlyOne: [courseRuleNames], isReplacedWhole: true)

  static let recurrence = MappingShape(keys: [
    .required("primary", .name, "The definition that decides."),
    .required(
      "definitions",
      .mapping(
        MappingShape(
          others: .init(
            noun: "definition", shape: .mapping(definition),
            help: "A definition; each is shown as if it ended follow-up."))),
      "Definitions of recurrence, side by side."),
    .words("definitions_from", "Where the definitions come from; on the report's first page."),
  ])

  private static let definition = MappingShape(
    keys: courseRules + [
      .optional(
        "confirmed_at_next_visit", .flag, standard: "false",
        "The rule must hold again at the next scheduled visit."),
      .optional(
        "confirm_after_days", .number(.positive),
        "The rule must hold again at a visit this many days later, at least 14."),
      .optional(
        "as_observed", .flag, standard: "false",
        "Also shown as this trial, in which the primary definition removes people, would see it."),
    ], exactlyOne: [courseRuleNames],
    atMostOne: [["confirmed_at_next_visit", "confirm_after_days"]], isReplacedWhole: true)

  /// One rule about the course of the disease.
  static let courseRule = Shape.mapping(
    MappingShape(keys: courseRules, exactlyOne: [courseRuleNames], isReplacedWhole: true))

  private static let courseRuleNames = courseRules.map(\.name)

  private static let courseRules: [SchemaKey] = [
    .optional("flare", .flag, "A flare happened: what an all-seeing observer would record."),
    .optional("rise", .mapping(change), "A score is above a reference."),
    .optional("fall", .mapping(change), "A score is below a reference."),
    .optional(
      "level",
      .mapping(
        MappingShape(
          keys: [
            .required("of", .name, "The score."),
            .optional("at_least", .number(.any), "The value or more."),
            .optional("above", .number(.any), "More than the value."),
            .optional("at_most", .number(.any), "The value or less."),
            .optional("below", .number(.any), "Less than the value."),
          ], atMostOne: [["at_least", "above"], ["at_most", "below"]])),
      "A score lies within bounds."),
    .optional(
      "new_item",
      .mapping(
        MappingShape(keys: [
          .optional("present_at", .name, "It counted at this visit: `baseline` or `week_N`."),
          .required("absent_at", .name, "It did not count at this visit."),
          .required(
            "among", .name, "`clinical`, `all`, a group or an item."),
        ])), "An item counts that did not."),
    .optional("all", .list(.shared(.courseRule), minimum: 1), "Every rule holds."),
    .optional("any", .list(.shared(.courseRule), minimum: 1), "At least one rule holds."),
  ]

  private static let change = MappingShape(keys: [
    .required("of", .name, "The score."),
    .required("from", .name, "The visit compared with: `baseline` or `week_N`."),
    .required("by", .number(.positive), "At least this many points."),
  ])
}

extension Quantity {
  /// A share with the week by which it is reached.
  static let clock = Quantity(
    words: ["share", "value"],
    rule: NumberRule(lower: 0, upper: 1, upperIsExcluded: true, isShare: true),
    extras: [
      .required(
        "by_week", .number(.positive),
        "By this week, if nothing else happened; the hazard from day 0 is constant.")
    ])
}
