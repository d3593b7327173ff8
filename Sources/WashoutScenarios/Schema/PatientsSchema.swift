extension Schema {
  static let patients = MappingShape(
    others: .init(
      noun: "covariate", shape: .quantity(covariate),
      help: "A property at screening; its key carries the unit."))

  private static let covariate = Quantity(
    words: ["value", "share", "median"], rule: .any, takesDistribution: true,
    extras: [
      .optional(
        "sd_log", .number(.logSpread), "Standard deviation of ln value between people."),
      limits,
      .optional(
        "log_per_point", .number(.any), "A marker: ln level per point of the summed score."),
      .optional("at_score", .number(.any), "A marker: the score at which the median holds."),
      .optional(
        "log_if",
        .mapping(
          MappingShape(
            others: .init(
              noun: "item or group", shape: .number(.any),
              help: "ln level added while the item, or any item of the group, counts."))),
        "A marker: ln level added by items or groups."),
      .optional(
        "correlation_with",
        .mapping(
          MappingShape(
            others: .init(
              noun: "marker", shape: .number(.number(-1...1)),
              help: "The correlation between the logarithms, between people and within them."))),
        "A marker: another marker and the correlation with it."),
    ])

  static let eligibility = MappingShape(keys: [
    .optional(
      "preselected", .flag, standard: "false",
      "True: sites refer only people who pass what can be seen before screening."),
    .optional(
      "include", .mapping(criteria), "Criteria that must hold; with rule and share, both."),
    .optional(
      "exclude", .mapping(criteria), "Criteria that must not hold; with rule and share, neither."),
  ])

  private static let criteria = MappingShape(
    others: .init(
      noun: "criterion", shape: .quantity(criterion), help: "A criterion of the protocol.",
      order: .asWritten))

  private static let criterion = Quantity(
    words: ["share"], rule: .share,
    extras: [
      .words("text", isRequired: true, "The criterion in words."),
      .optional(
        "rule", .shared(.eligibilityRule),
        "What is checked on the simulated patient; several keys: all of them in `include`, any of them in `exclude`."
      ),
      .optional(
        "found_at_screening", .flag, standard: "false",
        "Only screening shows it, so preselection cannot."),
    ], needsBase: false, pathWord: "share")

  static let eligibilityRule = Shape.mapping(
    MappingShape(
      keys: [
        .optional("any_item", .shared(.names), "At least one of these items or groups counts."),
        .optional(
          "item_with_share",
          .mapping(
            MappingShape(
              others: .init(
                noun: "item", shape: .quantity(.share),
                help: "The chance that an item that counts is bad enough."))),
          "An item counts and, with this chance, is bad enough."),
        .optional("all", rules, "Every rule holds."),
        .optional("any", rules, "At least one rule holds."),
      ],
      others: .init(
        noun: "covariate or score", shape: .shared(.bounds), help: "Bounds of the value."),
      isReplacedWhole: true))

  private static let rules = Shape.either([
    .shared(.eligibilityRule), .list(.shared(.eligibilityRule), minimum: 1),
  ])

  /// `[low, high]`, or bounds in words.
  static let bounds = Shape.either([
    .interval(.any),
    .mapping(
      MappingShape(
        keys: [
          .optional("at_least", .number(.any), "The value or more."),
          .optional("above", .number(.any), "More than the value."),
          .optional("at_most", .number(.any), "The value or less."),
          .optional("below", .number(.any), "Less than the value."),
        ], atMostOne: [["at_least", "above"], ["at_most", "below"]], isReplacedWhole: true)),
  ])
}
