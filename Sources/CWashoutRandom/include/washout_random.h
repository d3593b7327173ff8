#ifndef WASHOUT_RANDOM_H
#define WASHOUT_RANDOM_H
#include <Random123/philox.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

// Fused multiply-adds differ between processors, so none are made here.
#pragma STDC FP_CONTRACT OFF

/// The most words of one place that can be asked for at once.
#define WASHOUT_RANDOM_MOST_WORDS 16

/// The most blocks that can be looked at ahead.
#define WASHOUT_RANDOM_MOST_AHEAD 4

/// One Philox4x64-10 stream. GSL sees it as the state of a `gsl_rng`.
///
/// `words` holds the current block back to front, so `words[--left]` reads it in order; `first` is
/// where `washout_random_first_words` leaves what it computes. Each of a block's ten rounds has a key that
/// follows from `key`: made once, they save a fifth of the block's instructions. `blocks` counts the blocks
/// computed since the key was set.
typedef struct {
  philox4x64_ctr_t counter;
  philox4x64_key_t key;
  uint64_t words[4];
  int left;
  uint64_t first[WASHOUT_RANDOM_MOST_WORDS];
  philox4x64_key_t round_keys[philox4x64_rounds];
  uint64_t blocks;
  uint64_t ahead[4 * WASHOUT_RANDOM_MOST_AHEAD];
} washout_random_state;

/// The generator as GSL knows it, behind a function: a global variable is not concurrency-safe.
const gsl_rng_type *washout_random_philox(void);

/// Keys the generator and points it at the first word of stream 0.
void washout_random_set_key(washout_random_state *state, uint64_t first, uint64_t second);

/// Computes the block that the counter names and moves the counter to the next one.
void washout_random_refill(washout_random_state *state);

/// The first words of a place, in order, whole blocks at a time: blocks that do not wait for each other
/// take half as long. At most WASHOUT_RANDOM_MOST_WORDS words.
///
/// The words are those that reading them one by one after a rewind gives; the state does not move.
const uint64_t *washout_random_first_words(washout_random_state *state, uint64_t place,
                                           uint64_t replicate, uint64_t subject, uint64_t stream,
                                           int count);

/// The four words of one block of a place; the state does not move.
const uint64_t *washout_random_block_words(washout_random_state *state, uint64_t place,
                                           uint64_t number, uint64_t replicate, uint64_t subject,
                                           uint64_t stream);

/// A block of a stream.
typedef struct {
  uint64_t stream, number;
} washout_random_block;

/// Computes blocks of a place, which do not wait for each other, into `ahead`, in their order: at most
/// WASHOUT_RANDOM_MOST_AHEAD.
void washout_random_look_ahead(washout_random_state *state, const washout_random_block *blocks,
                               int count, uint64_t place, uint64_t replicate, uint64_t subject);

/// What looking ahead found.
static inline const uint64_t *washout_random_ahead(const washout_random_state *state) {
  return state->ahead;
}

/// The first block of place 0 of each of `count` streams of consecutive numbers, four words each, into `words`;
/// the state does not move.
void washout_random_first_blocks(washout_random_state *state, uint64_t replicate, uint64_t subject,
                                 uint64_t first_stream, int count, uint64_t *words);

/// The first words of place 0 of two streams, which do not wait for each other.
typedef struct {
  uint64_t first, second;
} washout_random_pair;

washout_random_pair washout_random_first_of_two(washout_random_state *state,
                                                uint64_t replicate, uint64_t subject,
                                                uint64_t first_stream, uint64_t second_stream);

/// What GSL's ziggurat does with the words that it takes at once, 99 of 100: layer i and 24 bits j give
/// j width[i] where j < below[i]. Read out of GSL's sampler by washout_random_prepare_normal.
typedef struct {
  double width[128];
  uint32_t below[128];
} washout_random_ziggurat;

extern washout_random_ziggurat washout_random_normal_table;

/// Fills the table, once for the process.
void washout_random_prepare_normal(void);

/// What comparing lanes with limits shows: bit i for lane i.
typedef struct {
  uint64_t below, equal;
} washout_random_comparison;

/// Lane i of some words: sixteen bits, the lowest ones of the first word first.
static inline uint16_t washout_random_lane(const uint64_t *words, int lane) {
  return (uint16_t)(words[lane / 4] >> (16 * (lane % 4)));
}

/// Compares sixteen lanes of four words with a limit each, one by one.
static inline washout_random_comparison washout_random_compare_block_lane_by_lane(
    const uint64_t *words, const uint16_t *limits) {
  washout_random_comparison result = {0, 0};
  for (int lane = 0; lane < 16; lane++) {
    uint16_t drawn = washout_random_lane(words, lane);
    result.below |= (uint64_t)(drawn < limits[lane]) << lane;
    result.equal |= (uint64_t)(drawn == limits[lane]) << lane;
  }
  return result;
}

/// Compares sixteen lanes of four words with a limit each.
static inline washout_random_comparison washout_random_compare_block(const uint64_t *words,
                                                                     const uint16_t *limits) {
#ifdef __SSE2__
  // Sixteen bytes of all bits or none, gathered by one instruction.
  typedef uint16_t eight_lanes __attribute__((vector_size(16)));
  typedef short eight_flags __attribute__((vector_size(16)));
  eight_lanes lanes[2], limit[2];
  memcpy(lanes, words, sizeof lanes);
  memcpy(limit, limits, sizeof limit);
  eight_flags below[2] = {lanes[0] < limit[0], lanes[1] < limit[1]};
  eight_flags equal[2] = {lanes[0] == limit[0], lanes[1] == limit[1]};
  return (washout_random_comparison){
      (uint64_t)__builtin_ia32_pmovmskb128(__builtin_ia32_packsswb128(below[0], below[1])),
      (uint64_t)__builtin_ia32_pmovmskb128(__builtin_ia32_packsswb128(equal[0], equal[1]))};
#else
  return washout_random_compare_block_lane_by_lane(words, limits);
#endif
}

/// Compares the lanes of `blocks` blocks of four words, at most four, with a limit each.
static inline washout_random_comparison washout_random_compare(const uint64_t *words,
                                                               const uint16_t *limits, int blocks) {
  washout_random_comparison result = {0, 0};
  if (blocks == 2) {
    washout_random_comparison low = washout_random_compare_block(words, limits);
    washout_random_comparison high = washout_random_compare_block(words + 4, limits + 16);
    return (washout_random_comparison){low.below | high.below << 16, low.equal | high.equal << 16};
  }
  for (int block = 0; block < blocks; block++) {
    washout_random_comparison one =
        washout_random_compare_block(words + 4 * block, limits + 16 * block);
    result.below |= one.below << (16 * block);
    result.equal |= one.equal << (16 * block);
  }
  return result;
}

/// What comparing lanes with three limits each shows: bit i of each for lane i, and whether a lane equals one.
typedef struct {
  uint64_t first, second, third;
  int is_open;
} washout_random_three;

/// Compares lanes with three limits each, one by one.
static inline washout_random_three washout_random_compare_three_lane_by_lane(
    const uint64_t *words, const int16_t *limits, int eights) {
  uint64_t below[3] = {0, 0, 0};
  int is_open = 0;
  for (int lane = 0; lane < 8 * eights; lane++) {
    int drawn = washout_random_lane(words, lane) + INT16_MIN;
    for (int i = 0; i < 3; i++) {
      int limit = limits[24 * (lane / 8) + 8 * i + lane % 8];
      below[i] |= (uint64_t)(drawn < limit) << lane;
      is_open |= drawn == limit;
    }
  }
  return (washout_random_three){below[0], below[1], below[2], is_open};
}

/// Compares lanes, eight after eight, with three limits each: `limits` has eight of the first, eight of the
/// second and eight of the third, then those of the next lanes, each less 32768, since processors compare signed
/// lanes.
static inline washout_random_three washout_random_compare_three(const uint64_t *words,
                                                                const int16_t *limits, int eights) {
#ifdef __SSE2__
  typedef short eight_lanes __attribute__((vector_size(16)));
  uint64_t below[3] = {0, 0, 0};
  eight_lanes equal = {0};
  for (int eight = 0; eight < eights; eight++) {
    eight_lanes lanes, limit[3];
    memcpy(&lanes, words + 2 * eight, sizeof lanes);
    memcpy(limit, limits + 24 * eight, sizeof limit);
    lanes ^= INT16_MIN;
    for (int i = 0; i < 3; i++) {
      eight_lanes flags = lanes < limit[i];
      equal |= lanes == limit[i];
      below[i] |= (uint64_t)(uint8_t)__builtin_ia32_pmovmskb128(
                      __builtin_ia32_packsswb128(flags, flags))
                  << (8 * eight);
    }
  }
  int is_open =
      __builtin_ia32_pmovmskb128((__attribute__((vector_size(16))) char)equal) != 0;
  return (washout_random_three){below[0], below[1], below[2], is_open};
#else
  return washout_random_compare_three_lane_by_lane(words, limits, eights);
#endif
}

static inline washout_random_state *washout_random_state_of(const gsl_rng *generator) {
  return (washout_random_state *)generator->state;
}

/// Points at the first word of a place: counter = (place << 32 | block; replicate; subject; stream).
static inline void washout_random_rewind(washout_random_state *state, uint64_t place,
                                         uint64_t replicate, uint64_t subject, uint64_t stream) {
  state->counter.v[0] = place << 32;
  state->counter.v[1] = replicate;
  state->counter.v[2] = subject;
  state->counter.v[3] = stream;
  state->left = 0;
}

/// Points at the first word of a block of a place.
static inline void washout_random_rewind_block(washout_random_state *state, uint64_t place,
                                               uint64_t block, uint64_t replicate,
                                               uint64_t subject, uint64_t stream) {
  washout_random_rewind(state, place, replicate, subject, stream);
  state->counter.v[0] |= block;
}

/// Points at the first word of a place whose first block was looked at ahead.
static inline void washout_random_rewind_ahead(washout_random_state *state, int ahead,
                                               uint64_t place, uint64_t replicate,
                                               uint64_t subject, uint64_t stream) {
  washout_random_rewind_block(state, place, 1, replicate, subject, stream);
  for (int j = 0; j < 4; j++) state->words[3 - j] = state->ahead[4 * ahead + j];
  state->left = 4;
}

/// Discards what is left of the current block of four words.
static inline void washout_random_next_block(washout_random_state *state) { state->left = 0; }

static inline uint64_t washout_random_word(washout_random_state *state) {
  if (state->left == 0) washout_random_refill(state);
  return state->words[--state->left];
}

/// A uniform of 53 bits, 0 <= u < 1: bit for bit what gsl_rng_uniform gives.
static inline double washout_random_uniform(washout_random_state *state) {
  return (double)(washout_random_word(state) >> 11) * 0x1p-53;
}

/// A uniform of 53 bits, 0 < u < 1: bit for bit what gsl_rng_uniform_pos gives.
static inline double washout_random_uniform_positive(washout_random_state *state) {
  double u;
  do u = washout_random_uniform(state);
  while (u == 0);
  return u;
}

/// The standard normal that a word gives at once, 99 of 100; false where GSL reads on.
static inline _Bool washout_random_normal_at_once(uint64_t word, double *normal) {
  const washout_random_ziggurat *table = &washout_random_normal_table;
  uint32_t layer = word & 0x7f, j = (word >> 8) & 0xffffff;
  if (j >= table->below[layer]) return 0;
  double x = j * table->width[layer];
  // No branch: nobody can foresee the sign.
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits ^= (~word & 0x80) << 56;
  memcpy(normal, &bits, sizeof bits);
  return 1;
}

/// A standard normal: bit for bit what gsl_ran_gaussian_ziggurat gives.
static inline double washout_random_normal(const gsl_rng *generator) {
  washout_random_state *state = washout_random_state_of(generator);
  double normal;
  if (washout_random_normal_at_once(washout_random_word(state), &normal)) return normal;
  state->left++;  // GSL reads the word once more
  return gsl_ran_gaussian_ziggurat(generator, 1);
}

/// The first two standard normals of a place, as rewinding to it and reading both gives them; where the
/// generator stands then is not said.
typedef struct {
  double first, second;
} washout_random_normals;

static inline washout_random_normals washout_random_two_normals(const gsl_rng *generator,
                                                                uint64_t place, uint64_t replicate,
                                                                uint64_t subject, uint64_t stream) {
  washout_random_state *state = washout_random_state_of(generator);
  const uint64_t *words =
      washout_random_block_words(state, place, 0, replicate, subject, stream);
  washout_random_normals two;
  if (washout_random_normal_at_once(words[0], &two.first) &&
      washout_random_normal_at_once(words[1], &two.second))
    return two;
  washout_random_rewind(state, place, replicate, subject, stream);
  two.first = washout_random_normal(generator);
  two.second = washout_random_normal(generator);
  return two;
}

/// An exponential: bit for bit what gsl_ran_exponential gives.
static inline double washout_random_exponential(washout_random_state *state, double mean) {
  return -mean * log1p(-washout_random_uniform(state));
}
#endif
