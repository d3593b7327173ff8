// The scenario's values, who is screened and who passes, and how he handles the drug.
#ifndef PEOPLE_H
#define PEOPLE_H

#include "draws.h"

enum { ITEMS = 24, PLANNED = 7, CRITERIA = 21, DEFINITIONS = 5, DOSES = 3, SCREENED_IN_FULL = 1024 };

// MARK: items; a set of items is a mask, bit n - 1 for item number n

typedef uint32_t Mask;

enum {
  CRANIAL_OR_STROKE = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 6,  // E2's six
  ARTHRITIS = 1u << 8,
  PROTEINURIA = 1u << 12,
  RASH_OR_ALOPECIA = 1u << 14 | 1u << 15,
  SEROSITIS = 1u << 17 | 1u << 18,
  FEVER = 1u << 21,
  LABORATORY = 1u << 10 | 1u << 11 | 1u << 12 | 1u << 13 | 1u << 19 | 1u << 20 | 1u << 22 | 1u << 23,
  CLINICAL = 0xffffff & ~(1u << 19 | 1u << 20),
};

typedef struct {
  int weight;
  double present, in_flare, clears, driven, other;
} Item;

static const Item items[ITEMS] = {
    {8, 0.003, 0.002, 0.1, 0, 0},       {8, 0.003, 0.002, 0.1, 0, 0},    {8, 0.003, 0.002, 0.1, 0, 0},
    {8, 0.005, 0.002, 0.05, 0, 0},      {8, 0.003, 0.002, 0.05, 0, 0},   {8, 0.01, 0.005, 0.15, 0, 0},
    {8, 0.003, 0.001, 0.05, 0, 0},      {8, 0.06, 0.04, 0.06, 0.02, 0},  {4, 0.45, 0.45, 0.03, 0.09, 0.02},
    {4, 0.03, 0.02, 0.03, 0.02, 0.01},  {4, 0.03, 0.02, 0.04, 0, 0},     {4, 0.15, 0.08, 0.03, 0, 0},
    {4, 0.28, 0.1, 0.02, 0, 0},         {4, 0.08, 0.05, 0.05, 0, 0},     {2, 0.45, 0.4, 0.035, 0.05, 0.01},
    {2, 0.3, 0.2, 0.03, 0.02, 0},       {2, 0.1, 0.15, 0.12, 0.05, 0.01}, {2, 0.04, 0.1, 0.08, 0.6, 0.05},
    {2, 0.03, 0.08, 0.08, 0.6, 0.05},   {2, 0.65, 0.2, 0.006, 0, 0},     {2, 0.68, 0.2, 0.005, 0, 0},
    {1, 0.1, 0.25, 0.12, 0.7, 0.1},     {1, 0.06, 0.05, 0.04, 0, 0},     {1, 0.12, 0.1, 0.05, 0, 0},
};

static const double misses_present_item = 0.05, scores_absent_item = 0.02;

// SLEDAI of a mask: points of its lower and its upper twelve items.
static uint8_t points[2][4096];

static inline int sledai(Mask set) { return points[0][set & 0xfff] + points[1][set >> 12]; }

static Shares present, overlooked_at_screening, written_at_screening;
static Shares in_flare, overlooked, imagined;

static void prepare_items(void) {
  for (int half = 0; half < 2; half++)
    for (int set = 0; set < 4096; set++)
      for (int n = 0; n < 12; n++)
        if (set >> n & 1) points[half][set] += (uint8_t)items[12 * half + n].weight;
  for (int n = 0; n < ITEMS; n++) {
    double p = items[n].present;
    bool errs = !(LABORATORY >> n & 1);
    double m = errs ? misses_present_item : 0, q = errs ? scores_absent_item * p : 0;
    set_share(&present, n, p);
    set_share(&overlooked_at_screening, n, m * p);
    set_share(&written_at_screening, n, p + (1 - p) * q);
    set_share(&in_flare, n, items[n].in_flare);
    set_share(&overlooked, n, m);
    set_share(&imagined, n, q);
  }
}

// MARK: screening

static uint64_t age_stream, immunosuppressants_stream, prednisone_stream, esr_stream, crp_stream, severity_stream;
static uint64_t weight_stream, albumin_stream;
static Shares inclusion, exclusion;
static const double inclusion_share[7] = {0.97, 0.97, 1, 1, 1, 0.85, 0.85};
static const double exclusion_share[14] = {0.10, 0.01,  0.05, 0.08, 0.006, 0.015, 0.10,
                                           0.01, 0.002, 0,    0.12, 0.08,  0.005, 0.03};
static uint64_t youngest, oldest;      // limits of the age's uniform
static double age_start, age_span, albumin_start, albumin_span;
static double esr_between, crp_between, correlated;
static double log_20, log_28, log_10, log_3, prednisone_limit;

// Both limited normals have their lower limit below the mean.
static void limited(double mean, double sd, double lower, double upper, double *start, double *span) {
  *start = gsl_cdf_ugaussian_P((lower - mean) / sd);
  *span = gsl_cdf_ugaussian_P((upper - mean) / sd) - *start;
}

static void prepare_screening(void) {
  age_stream = named("covariate:age_years");
  immunosuppressants_stream = named("covariate:immunosuppressants");
  prednisone_stream = named("covariate:prednisone_mg_per_day");
  esr_stream = named("covariate:esr_mm_per_h");
  crp_stream = named("covariate:crp_mg_per_l");
  weight_stream = named("covariate:weight_kg");
  albumin_stream = named("covariate:albumin_g_per_l");
  severity_stream = named("severity:proteinuria");
  for (int n = 0; n < 7; n++) set_share(&inclusion, n, fmin(inclusion_share[n], 1 - 0x1p-53));
  for (int n = 0; n < 14; n++) set_share(&exclusion, n, exclusion_share[n]);
  limited(34, 10, 14, 75, &age_start, &age_span);
  limited(40, 4, 20, 55, &albumin_start, &albumin_span);
  youngest = limit_of((gsl_cdf_ugaussian_P((18 - 34) / 10.0) - age_start) / age_span);
  oldest = limit_of((gsl_cdf_ugaussian_P((65 - 34) / 10.0) - age_start) / age_span);
  esr_between = sqrt(0.80 * 0.80 - 0.3 * 0.3);
  crp_between = sqrt(1.3 * 1.3 - 0.9 * 0.9);
  correlated = sqrt(1 - 0.5 * 0.5);
  log_20 = log(20), log_28 = log(28), log_10 = log(10), log_3 = log(3);
  prednisone_limit = (log(60) - log(10)) / 0.6;
}

typedef struct {
  uint64_t place, age_word;
  Mask active, recorded;
} Candidate;

// ESR > 20 or CRP > 10; what the limits of reporting cut off is far below both.
static bool is_inflamed(const Candidate *c) {
  double above = sledai(c->active) - 10;
  Cursor esr = cursor_behind(block_at(esr_stream, c->place, 0), esr_stream, c->place);
  double between = normal(&esr), within = normal(&esr);
  if (log_28 + 0.025 * above + esr_between * between + 0.3 * within > log_20) return true;
  Cursor crp = cursor_behind(block_at(crp_stream, c->place, 0), crp_stream, c->place);
  between = 0.5 * between + correlated * normal(&crp);
  within = 0.5 * within + correlated * normal(&crp);
  double log_crp = log_3 + 0.03 * above + crp_between * between + 0.9 * within;
  if (c->active & SEROSITIS) log_crp += 0.8;  // a group counts once
  if (c->active & FEVER) log_crp += 0.6;
  if (c->active & ARTHRITIS) log_crp += 0.3;
  return log_crp > log_10;
}

static bool has_active_organ(const Candidate *c) {
  if (c->recorded & CRANIAL_OR_STROKE) return true;
  return c->recorded & PROTEINURIA &&
         uniform_of(block_at(severity_stream, c->place, 0).v[0]) < 0.68;
}

static bool is_on_much_prednisone(const Candidate *c) {
  Cursor p = cursor_behind(block_at(prednisone_stream, c->place, 0), prednisone_stream, c->place);
  return normal(&p) >= prednisone_limit;
}

static bool takes_two(const Candidate *c) {
  return uniform_of(block_at(immunosuppressants_stream, c->place, 0).v[0]) >= 0.42 + 0.50;
}

static bool scores_1_to_12(const Candidate *c) {
  int score = sledai(c->recorded);
  return score >= 1 && score <= 12 && c->recorded & CLINICAL;
}

static uint32_t exclusions(uint64_t place) {
  return below_in_block(block_at(3, place, 2), &exclusion, 3, place, 32);
}

// The first criterion that the candidate fails, I1 to I7 then E1 to E14; CRITERIA if none. The blocks of the
// first three criteria do not wait for each other.
static int first_failure(Candidate *c) {
  Block shares = block_at(3, c->place, 0), age = block_at(age_stream, c->place, 0);
  Block items_0 = block_at(1, c->place, 0), items_1 = block_at(1, c->place, 1);
  uint32_t included = below_in_block(shares, &inclusion, 3, c->place, 0);
  Lanes lanes = lanes_of(items_0, items_1);
  c->age_word = age.v[0];
  c->active = below(lanes, &present, 1, c->place);
  c->recorded = below(lanes, &written_at_screening, 1, c->place) &
                ~below(lanes, &overlooked_at_screening, 1, c->place);
  uint64_t of_age = c->age_word >> 11;
  if (of_age < youngest || of_age >= oldest || !(included & 1)) return 0;
  if (!(included & 2)) return 1;
  if (!scores_1_to_12(c)) return 2;
  if (!(c->recorded & (FEVER | SEROSITIS | ARTHRITIS | RASH_OR_ALOPECIA))) return 3;
  if (!is_inflamed(c)) return 4;
  if (!(included & 32) || takes_two(c)) return 5;
  if (!(included & 64)) return 6;
  uint32_t excluded = exclusions(c->place);
  if (excluded & 1) return 7;
  if (excluded & 2 || has_active_organ(c)) return 8;
  int first = __builtin_ctz((excluded & ~3u) | 1u << 14);
  if (first > 10 && (first == 11 || is_on_much_prednisone(c))) return 7 + 11;
  return 7 + first;
}

static long screened, failed_first[CRITERIA], failed_at_all[CRITERIA], pool_score;

// Every criterion, whatever the others say.
static void ask_everything(const Candidate *c) {
  uint32_t included = below_in_block(block_at(3, c->place, 0), &inclusion, 3, c->place, 0);
  uint32_t failed = ~included & 0x7f, excluded = exclusions(c->place);
  uint64_t of_age = c->age_word >> 11;
  if (of_age < youngest || of_age >= oldest) failed |= 1;
  if (!scores_1_to_12(c)) failed |= 4;
  if (!(c->recorded & (FEVER | SEROSITIS | ARTHRITIS | RASH_OR_ALOPECIA))) failed |= 8;
  if (!is_inflamed(c)) failed |= 16;
  if (takes_two(c)) failed |= 32;
  if (has_active_organ(c)) excluded |= 2;
  if (is_on_much_prednisone(c)) excluded |= 1 << 11;
  failed |= excluded << 7;
  for (int i = 0; i < CRITERIA; i++) failed_at_all[i] += failed >> i & 1;
  pool_score += sledai(c->active);
}

static Candidate screen(void) {
  Candidate c = {.place = 0};
  for (;; c.place++) {
    int failed = first_failure(&c);
    screened += 1;
    if (the_replicate < SCREENED_IN_FULL) ask_everything(&c);
    if (failed == CRITERIA) return c;
    failed_first[failed] += 1;
  }
}

#endif
