// A person's course under the drug and under one that does nothing: levels, flares, items, visits.
#ifndef COURSE_H
#define COURSE_H

#include "people.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 64 };

static const double screening_day = -14, withdrawal = 84, end_of_observation = 168, window = 3;
static const double horizon = 171;  // end + window
static const double nominal_days[PLANNED] = {0, 28, 56, 84, 112, 140, 168};
static const double recall = 10, maximum_effect = 0.95;
static const double background = 0.5, suppressible = 1.6;

// MARK: the person

typedef struct {
  Mask active;  // at screening, in truth
  bool is_driven;
  double k, ka, ic50;
  double scale;  // F D ka / (V (ka - k))
  // Just after dose i: the sum of exp(k day) and of exp(ka day) over the doses given so far.
  int doses;
  double dose_days[DOSES], decay[DOSES], absorption[DOSES];
  double visit_days[PLANNED];
  double lost_day, enrolment_gap;
} Person;

static double per_day(double share, double weeks) { return -log(1 - share) / (7 * weeks); }
static double loss_hazard, stop_hazard, lost_below, stopped_below, gap_days;

// The levels at which a log1p is needed: beyond the course nobody asks when.
static void prepare_clocks(void) {
  loss_hazard = per_day(0.10, 24);
  stop_hazard = per_day(0.04, 12);
  lost_below = -expm1(-loss_hazard * (horizon + 1));
  stopped_below = -expm1(-stop_hazard * 60);
  gap_days = 365.25 / 12 / 1.5;
}

static void give_dose(Person *p, double day) {
  int i = p->doses++;
  p->dose_days[i] = day;
  p->decay[i] = exp(p->k * day) + (i ? p->decay[i - 1] : 0);
  p->absorption[i] = exp(p->ka * day) + (i ? p->absorption[i - 1] : 0);
}

static void draw_kinetics(Person *p, const Candidate *c, Block weight_block, Block albumin_block, Block drug_block) {
  Cursor weight = cursor_behind(weight_block, weight_stream, 0);
  double log_weight = log(55.7 / 70) + 0.18 * normal(&weight);
  double age = 34 + 10 * gsl_cdf_ugaussian_Pinv(age_start + uniform_of(c->age_word) * age_span);
  double albumin = 40 + 4 * gsl_cdf_ugaussian_Pinv(albumin_start + uniform_of(albumin_block.v[0]) * albumin_span);
  Cursor drug = cursor_behind(drug_block, 10, 0);
  p->is_driven = uniform_of(next_word(&drug)) < 0.5;
  next_word(&drug);  // antibodies: their share is 0
  double log_clearance = log(0.174) + 0.695 * log_weight - 0.916 * log(albumin / 43) + 0.293 * normal(&drug);
  double volume = exp(log(6.01) + 0.73 * log_weight + 0.243 * normal(&drug));
  p->ka = exp(log(0.269) - 0.555 * log(age / 34) + 0.637 * normal(&drug));
  p->ic50 = exp(0.63 * normal(&drug));
  p->k = exp(log_clearance) / volume;
  if (fabs(p->ka - p->k) < 1e-6 * p->k) p->ka = p->k * (1 + 1e-6);  // next to its limit
  p->scale = 0.70 * 200 * p->ka / (volume * (p->ka - p->k));
}

// Everything that no drug changes; its blocks do not wait for each other.
static void draw_person(Person *p, const Candidate *c) {
  Block weight = block_at(weight_stream, 0, 0), albumin = block_at(albumin_stream, 0, 0);
  Block drug = block_at(10, 0, 0), clocks = block_at(30, 0, 0), accrual = block_at(500, 0, 0);
  Block days[PLANNED];
  for (int i = 1; i < PLANNED; i++) days[i] = block_at(20, (uint64_t)nominal_days[i], 0);
  p->active = c->active;
  draw_kinetics(p, c, weight, albumin, drug);
  double lost = uniform_of(clocks.v[0]), stops = uniform_of(clocks.v[1]), stop_day = INFINITY;
  p->lost_day = lost < lost_below ? -log1p(-lost) / loss_hazard : INFINITY;
  if (stops < stopped_below) stop_day = -log1p(-stops) / stop_hazard;
  p->enrolment_gap = the_subject ? -gap_days * log1p(-uniform_of(accrual.v[0])) : 0;
  p->visit_days[0] = 0;
  for (int i = 1; i < PLANNED; i++)
    p->visit_days[i] = nominal_days[i] + window * (2 * uniform_of(days[i].v[0]) - 1);
  // Dosing that would stop after the last planned dose has not stopped.
  if (stop_day >= p->visit_days[DOSES - 1]) stop_day = INFINITY;
  p->doses = 0;
  give_dose(p, 0);
  for (int i = 1; i < DOSES; i++)
    if (uniform_of(days[i].v[2]) >= 0.02 && p->visit_days[i] <= stop_day) give_dose(p, p->visit_days[i]);
}

static double concentration(const Person *p, double t) {
  int i = p->doses - 1;
  while (i >= 0 && p->dose_days[i] > t) i--;
  if (i < 0) return 0;
  return p->scale * (exp(-p->k * t) * p->decay[i] - exp(-p->ka * t) * p->absorption[i]);
}

static double effect(const Person *p, double t) {
  double c = concentration(p, t);
  return c <= 0 ? 0 : maximum_effect * c / (p->ic50 + c);
}

// MARK: points of a Poisson measure

typedef struct {
  double low, mean_gap, height;
  double empty_above;  // a first uniform above this puts the first point behind the horizon
} Slab;

static Slab flare_slabs[2], clearing_slabs[8];

static void prepare_slabs(Slab *slabs, int count, double unit, double period) {
  for (int k = 0; k < count; k++) {
    double low = k ? unit * ldexp(1, k - 1) : 0, height = k ? low : unit;
    slabs[k] = (Slab){low, period / height, height, -expm1(-(horizon + 1 - screening_day) * height / period)};
  }
}

// The next point; false behind the horizon.
static inline bool advance(const Slab *s, Cursor *c, double *day, double *height) {
  double u = uniform_of(next_word(c));
  if (u > s->empty_above) return false;
  *day -= s->mean_gap * log1p(-u);
  if (*day > horizon) return false;
  *height = s->low + s->height * uniform_of(next_word(c));
  return true;
}

// MARK: flares

typedef struct {
  double day;
  uint64_t place;  // source << 26 | slab << 20 | number of the point
  bool despite_drug;
  Mask brings;
  double visit_day;  // of the visit that it brings; infinite if none
  bool is_read;      // the assessor's errors at that visit
  Mask overlooked, imagined;
} Flare;

static void full(void) {
  fprintf(stderr, "MANY is too small\n");
  exit(70);
}

static int add_flare(Flare *flares, int count, Flare flare) {
  if (count == MANY) full();
  int i = count;
  for (; i > 0 && flares[i - 1].day > flare.day; i--) flares[i] = flares[i - 1];
  flares[i] = flare;
  return count + 1;
}

// An unscheduled visit belongs to a flare that the patient feels.
static double visit_of(const Flare *flare) {
  if (!(flare->brings & ~(Mask)LABORATORY)) return INFINITY;
  Block comes = block_at(41, flare->place, 0), delay = block_at(41, flare->place, 1);
  if (uniform_of(comes.v[0]) >= 0.8) return INFINITY;
  double day = flare->day - 5 * log1p(-uniform_of(delay.v[0]));
  return day > 0 && day <= horizon ? day : INFINITY;
}

// All flares of the drug that does nothing, those that come despite the drug marked.
static int draw_flares(const Person *p, Flare *flares) {
  int count = 0, sources = p->is_driven ? 3 : 1;
  Block blocks[3];
  static const uint64_t stream[3] = {0x1000, 0x1100, 0x1101};
  for (int i = 0; i < sources; i++) blocks[i] = block_at(stream[i], 0, 0);
  for (int i = 0; i < sources; i++) {
    Cursor c = cursor_behind(blocks[i], stream[i], 0);
    uint64_t slab = i == 2;
    double day = screening_day, height, bound = i ? suppressible : background;
    for (uint64_t number = 0; advance(&flare_slabs[slab], &c, &day, &height); number++) {
      if (height >= bound) continue;
      bool despite = i == 0 || height < suppressible * (1 - maximum_effect) ||
                     height < suppressible * (1 - effect(p, day));
      count = add_flare(flares, count,
                        (Flare){.day = day, .place = (uint64_t)(i > 0) << 26 | slab << 20 | number,
                                .despite_drug = despite});
    }
  }
  for (int i = 0; i < count; i++) {
    Lanes lanes = lanes_of(block_at(40, flares[i].place, 0), block_at(40, flares[i].place, 1));
    flares[i].brings = below(lanes, &in_flare, 40, flares[i].place);
    flares[i].visit_day = visit_of(&flares[i]);
  }
  return count;
}

// MARK: items

typedef struct {
  double from, until;
  Mask item;
} Episode;

typedef struct {
  int count;
  Episode all[MANY];
} Episodes;

static inline void add_episode(Episodes *e, double from, double until, Mask item) {
  if (e->count == MANY) full();
  e->all[e->count++] = (Episode){from, until, item};
}

// The first point after `start` and before `best` at which an item clears by itself, or `best`.
static double clears_alone(int n, double start, double best) {
  for (int slab = 0; clearing_slabs[slab].low < items[n].clears; slab++) {
    uint64_t stream = 0x10000 + 0x100 * (uint64_t)(n + 1) + (uint64_t)slab;
    Cursor c = cursor_behind(block_at(stream, 0, 0), stream, 0);
    double day = screening_day, height;
    while (advance(&clearing_slabs[slab], &c, &day, &height) && day < best)
      if (day > start && height < items[n].clears) {
        best = day;
        break;
      }
  }
  return best;
}

// The same with what the drug adds.
static double clears_with_drug(const Person *p, int n, double start, double best) {
  double added = p->is_driven ? items[n].driven : items[n].other;
  for (int slab = 0; clearing_slabs[slab].low < added * maximum_effect; slab++) {
    uint64_t stream = 0x10000 + 0x100 * (uint64_t)(n + 1) + 0x40 + (uint64_t)slab;
    Cursor c = cursor_behind(block_at(stream, 0, 0), stream, 0);
    double day = screening_day, height;
    while (advance(&clearing_slabs[slab], &c, &day, &height) && day < best)
      if (day > start && day > 0 && height < added * maximum_effect && height < added * effect(p, day)) {
        best = day;
        break;
      }
  }
  return best;
}

// Items under the drug and under none. What clears by itself is shared.
static void follow_item(const Person *p, int n, const Flare *flares, int count, Episodes *drug, Episodes *none) {
  Mask item = (Mask)1 << n;
  double until_drug = -INFINITY, until_none = -INFINITY;
  if (p->active & item) {
    until_none = clears_alone(n, screening_day, INFINITY);
    until_drug = clears_with_drug(p, n, screening_day, until_none);
    add_episode(none, -INFINITY, until_none, item);
    add_episode(drug, -INFINITY, until_drug, item);
  }
  for (int i = 0; i < count; i++) {
    if (!(flares[i].brings & item)) continue;
    double day = flares[i].day;
    bool starts_none = day >= until_none, starts_drug = flares[i].despite_drug && day >= until_drug;
    if (!starts_none && !starts_drug) continue;
    double alone = clears_alone(n, day, INFINITY);
    if (starts_none) add_episode(none, day, until_none = alone, item);
    if (starts_drug) add_episode(drug, day, until_drug = clears_with_drug(p, n, day, alone), item);
  }
}

static void follow_items(const Person *p, const Flare *flares, int count, Episodes *drug, Episodes *none) {
  Mask touched = p->active;
  for (int i = 0; i < count; i++) touched |= flares[i].brings;
  drug->count = none->count = 0;
  for (; touched; touched &= touched - 1) follow_item(p, __builtin_ctz(touched), flares, count, drug, none);
}

// Items that count at t: active at any moment of (t - recall, t].
static inline Mask active_at(const Episodes *e, double t) {
  Mask set = 0;
  for (int i = 0; i < e->count; i++)
    set |= -(Mask)(e->all[i].from <= t & e->all[i].until > t - recall) & e->all[i].item;
  return set;
}

#endif
