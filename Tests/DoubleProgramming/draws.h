// The generator and its distributions, written from the page RandomNumbers.md ("The generator") alone.
// One generator stands at one place of one stream of one subject at a time; `go_to` moves it.
#ifndef DRAWS_H
#define DRAWS_H

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdint.h>

#define SEED 7381465u

typedef struct {
  uint64_t replicate, subject, stream, place, block;
  int used;  // words of `words` already taken; 4 asks for the next block
  philox4x64_ctr_t words;
} Position;

static void next_block(Position *p) {
  philox4x64_ctr_t counter = {{p->place << 32 | p->block, p->replicate, p->subject, p->stream}};
  philox4x64_key_t key = {{SEED, 0}};
  p->words = philox4x64(counter, key);
  p->block += 1;
  p->used = 0;
}

static unsigned long philox_get(void *state) {
  Position *p = state;
  if (p->used == 4) next_block(p);
  return p->words.v[p->used++];
}

static double philox_get_double(void *state) { return (double)(philox_get(state) >> 11) * 0x1p-53; }

static void philox_set(void *state, unsigned long seed) {
  (void)seed;  // the key is a constant; a position is set by `go_to`
  *(Position *)state = (Position){.used = 4};
}

static const gsl_rng_type philox_type = {
    "philox4x64-10", UINT64_MAX, 0, sizeof(Position), philox_set, philox_get, philox_get_double};

static gsl_rng *rng;
static uint64_t the_replicate, the_subject;

// The first word of a place.
static Position position(uint64_t stream, uint64_t place) {
  return (Position){
      .replicate = the_replicate, .subject = the_subject, .stream = stream, .place = place, .used = 4};
}

static void go_to(uint64_t stream, uint64_t place) { *(Position *)rng->state = position(stream, place); }

// What is left of the current block is not used.
static void skip_block(void) { ((Position *)rng->state)->used = 4; }

// A named stream: 64-bit FNV-1a of "prefix:name" with the top bit set.
static uint64_t named(const char *prefix, const char *name) {
  uint64_t hash = 0xcbf29ce484222325u;
  const char *parts[3] = {prefix, ":", name};
  for (int i = 0; i < 3; i++)
    for (const char *c = parts[i]; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
  return hash | 1ull << 63;
}

static double uniform(void) { return gsl_rng_uniform(rng); }
static double positive_uniform(void) { return gsl_rng_uniform_pos(rng); }
static double normal(void) { return gsl_ran_gaussian_ziggurat(rng, 1); }
static double exponential(double mean) { return -mean * log1p(-uniform()); }
static double log_normal(double median, double sd_log) { return exp(log(median) + sd_log * normal()); }

// The two limited normals of the scenario have their lower limit below the mean.
static double limited_normal(double mean, double sd, double lower, double upper) {
  double start = gsl_cdf_ugaussian_P((lower - mean) / sd);
  double span = gsl_cdf_ugaussian_P((upper - mean) / sd) - start;
  double q = fmin(fmax(start + positive_uniform() * span, 0x1p-1022), 1 - 0x1p-53);
  return fmin(fmax(mean + sd * gsl_cdf_ugaussian_Pinv(q), lower), upper);
}

// One draw that is alone at its place.
static double uniform_at(uint64_t stream, uint64_t place) {
  go_to(stream, place);
  return uniform();
}

// A word of a place by its number from 0; the generator stays where it is.
static uint64_t word_at(uint64_t stream, uint64_t place, int number) {
  Position p = position(stream, place);
  p.block = (uint64_t)number / 4;
  next_block(&p);
  return p.words.v[number % 4];
}

// Packed uniform n of a place, n from 0 to 63: 16 bits of a word that it shares with three others, then 37
// bits of a word of its own.
static double packed_uniform_at(uint64_t stream, uint64_t place, int n) {
  uint64_t lead = word_at(stream, place, n / 4) >> 16 * (n % 4) & 0xffff;
  uint64_t rest = word_at(stream, place, 16 + n) >> 27;
  return (double)(lead << 37 | rest) * 0x1p-53;
}

// The points of a Poisson measure below `bound`, slab by slab, from `start` until `end`. `unit` is the
// height of slab 0 and `period` the days of the unit of time of a height. Every point is shown to `take`
// with its day, its height and `slab << 20 | number`.
static void measure(uint64_t stream, double unit, double bound, double period, double start, double end,
                    void (*take)(void *, double day, double height, uint64_t point), void *context) {
  double low = 0, height = unit;
  for (uint64_t slab = 0; low < bound; slab++) {
    go_to(stream + slab, 0);
    double day = start;
    for (uint64_t number = 0;; number++) {
      day += exponential(period / height);
      double level = low + height * uniform();
      if (day > end) break;
      take(context, day, level, slab << 20 | number);
    }
    low += height;
    height = low;  // [0, u), [u, 2u), [2u, 4u), ...
  }
}

#endif
