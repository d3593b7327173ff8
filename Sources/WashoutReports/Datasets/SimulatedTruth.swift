internal import Washout

/// ADTRUTH, which is no dataset of CDISC: what happened and no trial could know.
struct SimulatedTruth {
  let scenario: Scenario
  let subjects: [DatasetSubject]

  private struct Fact {
    var subject: DatasetSubject
    var code: String
    var title: String
    var value: Double?
    var text: String?
    var sequence = 0
  }

  var dataset: Dataset {
    Dataset(
      "ADTRUTH", "Truth", structure: "One row a patient and fact that no trial could know",
      DatasetSubject.ofEveryRow.map { $0.of(\Fact.subject) } + [
        .integer("ASEQ", "Analysis Sequence Number", "Number among the patient's rows") {
          $0.sequence
        },
        .text("PARAMCD", "Parameter Code", "Assigned") { $0.code },
        .text("PARAM", "Parameter", "Assigned") { $0.title },
        .number("AVAL", "Analysis Value", "The simulated course; days from first dose") {
          $0.value
        },
        .text("AVALC", "Analysis Value (C)", "Items of a flare, or a definition") { $0.text },
      ], keys: VisitRow.keys, rows: subjects.flatMap(facts))
  }

  private func facts(_ subject: DatasetSubject) -> [Fact] {
    guard let truth = subject.patient.course?.truth else { return [] }
    func fact(_ code: String, _ title: String, _ value: Double?, _ text: String? = nil) -> Fact {
      Fact(subject: subject, code: code, title: title, value: value, text: text)
    }
    let person = [
      fact("DRIVEN", "The drug's target drives the disease (1 yes, 0 no)", truth.isDriven ? 1 : 0),
      fact("HALFLIFE", "Half-life of the drug (days)", truth.halfLifeDays),
      fact("IC50", "Concentration at half the largest effect (mg/L)", truth.ic50),
    ]
    let flares = truth.flares.map {
      fact(
        "FLARE",
        $0.isSuppressible
          ? "Day of a flare that the drug can suppress" : "Day of a background flare", $0.day,
        $0.items.isEmpty ? nil : $0.items.joined(separator: " "))
    }
    let recurrences = truth.recurrences.flatMap {
      [
        fact("LATENTDY", "Day of recurrence, every instant seen", $0.latentDay, $0.definition),
        fact("VISITDY", "Day of recurrence at visits, no error", $0.atVisitsDay, $0.definition),
      ]
    }
    return (person + flares + recurrences).enumerated().map { place, fact in
      var fact = fact
      fact.sequence = place + 1
      return fact
    }
  }
}
