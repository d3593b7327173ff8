// The scenario's values, and a person of it: who is screened, who passes, how he handles the drug.
#ifndef PEOPLE_H
#define PEOPLE_H

#include "draws.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// MARK: the scenario, under its own names

enum { ITEMS = 24, DOSES = 3, PLANNED = 7, CRITERIA = 21, DEFINITIONS = 5 };

typedef struct {
  const char *name;
  int weight;
  double present, in_flare, clears, driven, other;
} Item;

static const Item items[ITEMS] = {
    {"seizure", 8, 0.003, 0.002, 0.1, 0, 0},
    {"psychosis", 8, 0.003, 0.002, 0.1, 0, 0},
    {"organic_brain_syndrome", 8, 0.003, 0.002, 0.1, 0, 0},
    {"visual_disturbance", 8, 0.005, 0.002, 0.05, 0, 0},
    {"cranial_nerve", 8, 0.003, 0.002, 0.05, 0, 0},
    {"lupus_headache", 8, 0.01, 0.005, 0.15, 0, 0},
    {"stroke", 8, 0.003, 0.001, 0.05, 0, 0},
    {"vasculitis", 8, 0.06, 0.04, 0.06, 0.02, 0},
    {"arthritis", 4, 0.45, 0.45, 0.03, 0.09, 0.02},
    {"myositis", 4, 0.03, 0.02, 0.03, 0.02, 0.01},
    {"urinary_casts", 4, 0.03, 0.02, 0.04, 0, 0},
    {"hematuria", 4, 0.15, 0.08, 0.03, 0, 0},
    {"proteinuria", 4, 0.28, 0.1, 0.02, 0, 0},
    {"pyuria", 4, 0.08, 0.05, 0.05, 0, 0},
    {"rash", 2, 0.45, 0.4, 0.035, 0.05, 0.01},
    {"alopecia", 2, 0.3, 0.2, 0.03, 0.02, 0},
    {"mucosal_ulcers", 2, 0.1, 0.15, 0.12, 0.05, 0.01},
    {"pleurisy", 2, 0.04, 0.1, 0.08, 0.6, 0.05},
    {"pericarditis", 2, 0.03, 0.08, 0.08, 0.6, 0.05},
    {"low_complement", 2, 0.65, 0.2, 0.006, 0, 0},
    {"dna_binding", 2, 0.68, 0.2, 0.005, 0, 0},
    {"fever", 1, 0.1, 0.25, 0.12, 0.7, 0.1},
    {"thrombocytopenia", 1, 0.06, 0.05, 0.04, 0, 0},
    {"leukopenia", 1, 0.12, 0.1, 0.05, 0, 0},
};

static const double screening_day = -14, withdrawal = 84, end_of_observation = 168, window_days = 3;
static const double horizon = 171;  // end + window; no definition confirms after a number of days
static const double nominal_days[PLANNED] = {0, 28, 56, 84, 112, 140, 168};
static const double recall_days = 10, misses_present_item = 0.05, scores_absent_item = 0.02;
static const double dose_mg = 200, bioavailability = 0.70, maximum_effect = 0.95;
static const double background_per_year = 0.5, drug_suppressible_per_year = 1.6;

typedef struct {
  const char *id;
  double share;
} Criterion;

static const Criterion criteria[CRITERIA] = {
    {"I1", 0.97},  {"I2", 0.97},  {"I3", -1},    {"I4", -1},    {"I5", -1},   {"I6", 0.85},   {"I7", 0.85},
    {"E1", 0.10},  {"E2", 0.01},  {"E3", 0.05},  {"E4", 0.08},  {"E5", 0.006}, {"E6", 0.015}, {"E7", 0.10},
    {"E8", 0.01},  {"E9", 0.002}, {"E10", 0},    {"E11", 0.12}, {"E12", 0.08}, {"E13", 0.005}, {"E14", 0.03},
};

enum Definition { SLEDAI_RISE, CONFIRMED_RISE, NEW_CLINICAL_ITEM, RETURNED_ITEM, ANY_FLARE };
static const char *const definition_names[DEFINITIONS] = {
    "sledai_rise", "confirmed_rise", "new_clinical_item", "returned_item", "any_flare"};

// MARK: items and scores; a set of items is a mask, bit n - 1 for item number n

typedef uint32_t Mask;
static Mask laboratory, serositis, clinical, admitting, severe, fever, arthritis, proteinuria;

static Mask bit(const char *name) {
  for (int n = 0; n < ITEMS; n++)
    if (strcmp(items[n].name, name) == 0) return (Mask)1 << n;
  abort();
}

static void name_sets(void) {
  serositis = bit("pleurisy") | bit("pericarditis");
  laboratory = bit("urinary_casts") | bit("hematuria") | bit("proteinuria") | bit("pyuria") |
               bit("low_complement") | bit("dna_binding") | bit("thrombocytopenia") | bit("leukopenia");
  clinical = (((Mask)1 << ITEMS) - 1) & ~(bit("low_complement") | bit("dna_binding"));
  fever = bit("fever");
  arthritis = bit("arthritis");
  proteinuria = bit("proteinuria");
  admitting = fever | serositis | arthritis | bit("rash") | bit("alopecia");
  severe = bit("seizure") | bit("psychosis") | bit("organic_brain_syndrome") | bit("visual_disturbance") |
           bit("cranial_nerve") | bit("stroke");
}

static int sledai(Mask set) {
  int sum = 0;
  for (int n = 0; n < ITEMS; n++)
    if (set >> n & 1) sum += items[n].weight;
  return sum;
}

// What the assessor writes down. One u for both kinds of error; laboratory items have none.
static Mask recorded(Mask set, uint64_t stream, uint64_t place) {
  Mask result = 0;
  for (int n = 0; n < ITEMS; n++) {
    double u = packed_uniform_at(stream, place, n);
    bool active = set >> n & 1;
    if (laboratory >> n & 1) {
      if (active) result |= (Mask)1 << n;
    } else if (active ? u >= misses_present_item : u < scores_absent_item * items[n].present) {
      result |= (Mask)1 << n;
    }
  }
  return result;
}

// MARK: screening

typedef struct {
  Mask active, recorded;
  double age_years, esr_mm_per_h, crp_mg_per_l;
  int immunosuppressants;
  double prednisone_mg_per_day;
} Candidate;

static void draw_markers(Candidate *c, uint64_t place) {
  go_to(named("covariate", "esr_mm_per_h"), place);
  double esr_between = normal();
  double esr_within = normal();
  go_to(named("covariate", "crp_mg_per_l"), place);
  double crp_between = normal();
  double crp_within = normal();
  double r = 0.5, rest = sqrt(1 - r * r);
  crp_between = r * esr_between + rest * crp_between;
  crp_within = r * esr_within + rest * crp_within;
  double above = sledai(c->active) - 10;
  double esr = log(28) + 0.025 * above;
  double crp = log(3) + 0.03 * above;
  if (c->active & serositis) crp += 0.8;  // a group counts once, however many of its items are active
  if (c->active & fever) crp += 0.6;
  if (c->active & arthritis) crp += 0.3;
  esr += sqrt(0.80 * 0.80 - 0.3 * 0.3) * esr_between + 0.3 * esr_within;
  crp += sqrt(1.3 * 1.3 - 0.9 * 0.9) * crp_between + 0.9 * crp_within;
  c->esr_mm_per_h = fmax(exp(esr), 1);
  c->crp_mg_per_l = fmax(exp(crp), 0.3);
}

// Items, and what the assessor writes down of them: one u for both.
static void draw_items(Candidate *c, uint64_t place) {
  for (int n = 0; n < ITEMS; n++) {
    double u = packed_uniform_at(1, place, n), p = items[n].present;
    bool errs = !(laboratory >> n & 1);
    double m = errs ? misses_present_item : 0, q = errs ? scores_absent_item * p : 0;
    if (u < p) c->active |= (Mask)1 << n;
    bool written = u < p ? !(u < p * m) : u < p + (1 - p) * q;
    if (written) c->recorded |= (Mask)1 << n;
  }
}

static Candidate draw_candidate(uint64_t place) {
  Candidate c = {0};
  draw_items(&c, place);
  go_to(named("covariate", "age_years"), place);
  c.age_years = limited_normal(34, 10, 14, 75);
  double u = uniform_at(named("covariate", "immunosuppressants"), place);
  c.immunosuppressants = u < 0.42 ? 0 : u < 0.42 + 0.50 ? 1 : 2;
  go_to(named("covariate", "prednisone_mg_per_day"), place);
  c.prednisone_mg_per_day = log_normal(10, 0.6);
  draw_markers(&c, place);
  return c;
}

static bool rule_holds(int criterion, const Candidate *c, uint64_t place) {
  const char *id = criteria[criterion].id;
  if (strcmp(id, "I1") == 0) return c->age_years >= 18 && c->age_years <= 65;
  if (strcmp(id, "I3") == 0)
    return sledai(c->recorded) >= 1 && sledai(c->recorded) <= 12 && sledai(c->recorded & clinical) > 0;
  if (strcmp(id, "I4") == 0) return c->recorded & admitting;
  if (strcmp(id, "I5") == 0) return c->esr_mm_per_h > 20 || c->crp_mg_per_l > 10;
  if (strcmp(id, "I6") == 0) return c->immunosuppressants <= 1;
  if (strcmp(id, "E2") == 0)
    return (c->recorded & severe) ||
           ((c->recorded & proteinuria) && uniform_at(named("severity", "proteinuria"), place) < 0.68);
  if (strcmp(id, "E12") == 0) return c->prednisone_mg_per_day >= 60;
  return id[0] == 'I';  // no rule: nothing that an inclusion asks for, nothing that excludes
}

static bool passes(int criterion, const Candidate *c, uint64_t place) {
  double share = criteria[criterion].share;
  bool inclusion = criteria[criterion].id[0] == 'I';
  bool rule = rule_holds(criterion, c, place);
  if (share < 0) return inclusion == rule;  // no share given
  int number = atoi(criteria[criterion].id + 1);
  bool drawn = packed_uniform_at(3, place, inclusion ? number - 1 : 31 + number) < share;
  return inclusion ? rule && drawn : !(rule || drawn);
}

static long screened, failed_first[CRITERIA];

static Candidate screen(uint64_t *place) {
  for (*place = 0;; *place += 1) {
    Candidate c = draw_candidate(*place);
    screened += 1;
    int criterion = 0;
    while (criterion < CRITERIA && passes(criterion, &c, *place)) criterion++;
    if (criterion == CRITERIA) return c;
    failed_first[criterion] += 1;
  }
}

// MARK: the person

typedef struct {
  Mask active;  // at screening, in truth
  bool is_driven;
  double volume, k, ka, ic50;
  double doses[DOSES];
  int dose_count;
  double visit_days[PLANNED];
  double lost_day;
} Person;

// The dose of a day is given on the day of its visit: visit and dose share their u and have equal windows. A
// visit that a flare moves takes no dose with it.
typedef struct {
  double day;
  bool misses_dose;
} PlannedDay;

static PlannedDay planned_day(double nominal) {
  if (nominal == 0) return (PlannedDay){0};  // exact and never missed
  go_to(20, (uint64_t)nominal);
  PlannedDay d = {.day = nominal + window_days * (2 * uniform() - 1)};
  uniform();  // a visit missed: its share is 0
  d.misses_dose = uniform() < 0.02;
  return d;
}

static Person draw_person(const Candidate *c) {
  Person p = {.active = c->active};
  go_to(named("covariate", "weight_kg"), 0);
  double weight = log_normal(55.7, 0.18);
  go_to(named("covariate", "albumin_g_per_l"), 0);
  double albumin = limited_normal(40, 4, 20, 55);
  go_to(10, 0);
  p.is_driven = uniform() < 0.5;
  uniform();  // antibodies: their share is 0
  double clearance = exp(log(0.174) + 0.695 * (log(weight) - log(70)) - 0.916 * (log(albumin) - log(43)) +
                         0.293 * normal());
  p.volume = exp(log(6.01) + 0.73 * (log(weight) - log(70)) + 0.243 * normal());
  p.ka = exp(log(0.269) - 0.555 * (log(c->age_years) - log(34)) + 0.637 * normal());
  p.ic50 = exp(log(1.0) + 0.63 * normal());
  p.k = clearance / p.volume;
  go_to(30, 0);
  p.lost_day = exponential(1) / (-log(1 - 0.10) / (7 * 24));
  double stop_day = exponential(1) / (-log(1 - 0.04) / (7 * 12));
  for (int i = 0; i < PLANNED; i++) {
    PlannedDay planned = planned_day(nominal_days[i]);
    p.visit_days[i] = planned.day;
    if (i < DOSES && !planned.misses_dose && planned.day < stop_day) p.doses[p.dose_count++] = planned.day;
  }
  return p;
}

static double concentration(const Person *p, double t) {
  double sum = 0;
  for (int i = 0; i < p->dose_count; i++) {
    double since = t - p->doses[i];
    if (since <= 0) continue;
    if (fabs(p->ka - p->k) < 1e-6)
      sum += bioavailability * dose_mg / p->volume * p->k * since * exp(-p->k * since);
    else
      sum += bioavailability * dose_mg * p->ka / (p->volume * (p->ka - p->k)) *
             (exp(-p->k * since) - exp(-p->ka * since));
  }
  return sum;
}

static double effect(const Person *p, double emax, double t) {
  double c = concentration(p, t);
  return c <= 0 ? 0 : emax * c / (p->ic50 + c);
}

#endif
