// The generator and its draws, from the page RandomNumbers.md ("The generator"), written for speed: blocks
// that do not wait for each other are asked for together, nothing is drawn that no result needs, a normal
// costs a multiplication and a share of 16 bits decides most questions.
#ifndef DRAWS_H
#define DRAWS_H

#include <Random123/philox.h>
#include <emmintrin.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define SEED 7381465u

static uint64_t the_replicate, the_subject;

typedef philox4x64_ctr_t Block;

static inline __attribute__((always_inline)) Block block_at(uint64_t stream, uint64_t place, uint64_t block) {
  philox4x64_ctr_t counter = {{place << 32 | block, the_replicate, the_subject, stream}};
  philox4x64_key_t key = {{SEED, 0}};
  return philox4x64(counter, key);
}

static inline double uniform_of(uint64_t word) { return (double)(word >> 11) * 0x1p-53; }

// The number of 53-bit uniforms that lie below p.
static uint64_t limit_of(double p) { return (uint64_t)ceil(p * 0x1p53); }

// A named stream: 64-bit FNV-1a of its name with the top bit set.
static uint64_t named(const char *name) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char *c = name; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
  return hash | 1ull << 63;
}

// MARK: words one after the other

typedef struct {
  uint64_t stream, place, next;  // next block
  Block words;
  int used;
} Cursor;

static inline Cursor cursor_behind(Block first, uint64_t stream, uint64_t place) {
  return (Cursor){.stream = stream, .place = place, .next = 1, .words = first, .used = 0};
}

static inline uint64_t next_word(Cursor *c) {
  if (c->used == 4) {
    c->words = block_at(c->stream, c->place, c->next++);
    c->used = 0;
  }
  return c->words.v[c->used++];
}

static unsigned long cursor_get(void *state) { return next_word(state); }
static double cursor_get_double(void *state) { return uniform_of(next_word(state)); }
static void cursor_set(void *state, unsigned long seed) { (void)state, (void)seed; }

static const gsl_rng_type cursor_type = {
    "philox4x64-10", UINT64_MAX, 0, sizeof(Cursor), cursor_set, cursor_get, cursor_get_double};

// MARK: normals

// GSL's ziggurat takes 99 of 100 words at once: layer i, 24 bits j, j < ziggurat_below[i], then j times
// ziggurat_width[i]. Both tables are read out of GSL's own sampler, which also does the other words.
static double ziggurat_width[128];
static uint32_t ziggurat_below[128];

static double gsl_normal(Cursor *c) {
  gsl_rng generator = {&cursor_type, c};
  return gsl_ran_gaussian_ziggurat(&generator, 1);
}

static bool is_taken_at_once(uint32_t layer, uint32_t j) {
  Cursor c = {.next = 0, .used = 3};
  c.words.v[3] = (uint64_t)j << 8 | 0x80 | layer;
  gsl_normal(&c);
  return c.next == 0;
}

static void read_ziggurat(void) {
  for (uint32_t layer = 0; layer < 128; layer++) {
    uint32_t taken = 0, refused = 1 << 24;
    while (refused - taken > 1) {
      uint32_t middle = (taken + refused) / 2;
      if (is_taken_at_once(layer, middle)) taken = middle;
      else refused = middle;
    }
    ziggurat_below[layer] = refused;
    Cursor c = {.used = 3};
    c.words.v[3] = (uint64_t)1 << 8 | 0x80 | layer;
    ziggurat_width[layer] = gsl_normal(&c);
  }
}

static inline double normal(Cursor *c) {
  uint64_t word = next_word(c);
  uint32_t layer = word & 0x7f, j = word >> 8 & 0xffffff;
  if (__builtin_expect(j >= ziggurat_below[layer], 0)) {
    c->used -= 1;
    return gsl_normal(c);
  }
  double x = j * ziggurat_width[layer];
  return word & 0x80 ? x : -x;
}

// MARK: shares of things that are drawn together

// Limits of up to 24 packed uniforms: 16 leading bits decide, the rest is looked up where they are equal.
typedef struct {
  _Alignas(16) uint16_t lead[24];
  uint64_t limit[24];
} Shares;

static void set_share(Shares *shares, int n, double p) {
  shares->limit[n] = limit_of(p);
  shares->lead[n] = (uint16_t)(shares->limit[n] >> 37);
}

// Those of some lanes, numbered from `first` in their place, that the rest of their bits puts below.
static __attribute__((noinline)) uint32_t settled(uint32_t open, const Shares *shares, uint64_t stream,
                                                  uint64_t place, unsigned first) {
  uint32_t below = 0;
  for (; open; open &= open - 1) {
    unsigned n = (unsigned)__builtin_ctz(open), word = 16 + first + n;
    uint64_t rest = block_at(stream, place, word / 4).v[word % 4] >> 27;
    if (((uint64_t)shares->lead[n] << 37 | rest) < shares->limit[n]) below |= 1u << n;
  }
  return below;
}

typedef struct {
  __m128i lanes[3];
} Lanes;

static inline Lanes lanes_of(Block a, Block b) {
  Lanes result;
  memcpy(&result.lanes[0], a.v, 16);
  memcpy(&result.lanes[1], a.v + 2, 16);
  memcpy(&result.lanes[2], b.v, 16);
  return result;
}

// Bit n: the uniform n of the place lies below its share, n from 0 to 23.
static inline uint32_t below(Lanes drawn, const Shares *shares, uint64_t stream, uint64_t place) {
  const __m128i *lead = (const __m128i *)shares->lead, zero = _mm_setzero_si128();
  __m128i not_below[3], equal[3];
  for (int i = 0; i < 3; i++) {
    not_below[i] = _mm_cmpeq_epi16(_mm_subs_epu16(lead[i], drawn.lanes[i]), zero);
    equal[i] = _mm_cmpeq_epi16(lead[i], drawn.lanes[i]);
  }
  uint32_t result = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(not_below[0], not_below[1])) |
                    (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(not_below[2], zero)) << 16;
  uint32_t open = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(equal[0], equal[1])) |
                  (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(equal[2], zero)) << 16;
  result = ~result & 0xffffff;
  if (__builtin_expect(open != 0, 0)) result |= settled(open, shares, stream, place, 0);
  return result;
}

// The same for sixteen uniforms of one block, numbered from `first` in their place.
static inline uint32_t below_in_block(Block drawn, const Shares *shares, uint64_t stream, uint64_t place,
                                      unsigned first) {
  const __m128i *lead = (const __m128i *)shares->lead, zero = _mm_setzero_si128();
  __m128i lanes[2], not_below[2], equal[2];
  memcpy(lanes, drawn.v, 32);
  for (int i = 0; i < 2; i++) {
    not_below[i] = _mm_cmpeq_epi16(_mm_subs_epu16(lead[i], lanes[i]), zero);
    equal[i] = _mm_cmpeq_epi16(lead[i], lanes[i]);
  }
  uint32_t result = ~(uint32_t)_mm_movemask_epi8(_mm_packs_epi16(not_below[0], not_below[1])) & 0xffff;
  uint32_t open = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(equal[0], equal[1]));
  if (__builtin_expect(open != 0, 0)) result |= settled(open, shares, stream, place, first);
  return result;
}

#endif
