extension Schema {
  static let drug = MappingShape(
    keys: [
      .words("kinetics_from", "Where the kinetics come from; on the report's first page."),
      .optional(
        "clearance_l_per_day", .quantity(personal), "Clearance in litres a day."),
      .optional(
        "half_life_days", .quantity(halfLife),
        "In place of clearance: half-life at the median weight and albumin of the pool."),
      .required("volume_l", .quantity(personal), "Volume of distribution in litres."),
      .optional(
        "absorption_per_day", .quantity(personal), "Absorption rate; none for intravenous doses."),
      .optional(
        "bioavailability", .quantity(.share), standard: "1",
        "Fraction of a dose that reaches the blood."),
      .optional(
        "anti_drug_antibodies",
        .quantity(
          .share.with(
            .optional(
              "clearance_times", .number(.positive), standard: "1",
              "Antibodies multiply clearance by this."))),
        standard: "0", "The share of people with anti-drug antibodies."),
      .required("effect", .mapping(effect), "What the drug does at a concentration."),
    ], exactlyOne: [["clearance_l_per_day", "half_life_days"]], isAnnotated: true)

  private static let effect = MappingShape(keys: [
    .required("maximum", .quantity(.share), "The largest effect, 0 to 1."),
    .required(
      "ic50_mg_per_l", .quantity(personal), "Concentration at half the largest effect."),
    .optional("hill", .quantity(.positive), standard: "1", "The Hill coefficient."),
    .required(
      "driven", .quantity(driven), "The share of people whose disease the drug's target drives."),
  ])

  private static let driven = Quantity.share.with(
    .optional(
      "hold",
      .word([
        .init(
          "natural_flare_rate",
          "The suppressible flare rate is rescaled, so that a drug that does nothing sees as many flares."
        )
      ]), "What stays as it is when the share is varied by --set or a what-if cell."
    ).withoutEffect)

  private static let spread = SchemaKey.optional(
    "sd_log", .number(.logSpread), standard: "0",
    "Standard deviation of ln value between people.")

  private static let halfLife = Quantity(
    words: ["median", "value"], rule: .positive, takesDistribution: true, onlyFamily: "lognormal",
    extras: [spread])

  private static let personal = Quantity(
    words: ["median", "value"], rule: .positive, takesDistribution: true, onlyFamily: "lognormal",
    extras: [
      spread,
      .optional(
        "scales_with",
        .mapping(
          MappingShape(
            others: .init(
              noun: "covariate",
              shape: .mapping(
                MappingShape(keys: [
                  .required("at", .number(.positive), "The value at which the median holds."),
                  .required("power", .number(.any), "The power of (covariate / at)."),
                ])), help: "Powers of a covariate."))),
        "Covariates that the value depends on."),
    ])

  static let flares = MappingShape(
    keys: [
      .required(
        "background_per_year", .quantity(.perYear), "Flares that the drug does not touch."),
      .required(
        "drug_suppressible_per_year", .quantity(.perYear),
        "Flares in driven people that full drug effect suppresses."),
      .optional(
        "times_if",
        .mapping(
          MappingShape(
            others: .init(
              noun: "condition", shape: .quantity(.ratio),
              help: "Multiplies the background rate where the condition holds at screening."))),
        "Conditions that multiply the background rate: a covariate drawn as a share, `no_` and such a covariate, an item or a group."
      ),
    ], isAnnotated: true)
}
