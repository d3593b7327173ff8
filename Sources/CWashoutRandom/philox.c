#include "washout_random.h"

#include <threads.h>

#pragma STDC FP_CONTRACT OFF

/// What Random123's philox4x64 gives for the key that the round keys come from.
///
/// A round is high product ^ counter ^ key. Left alone, the compiler may put the key last, after the
/// product that everything waits for; the empty assembly has counter ^ key ready before it.
static inline __attribute__((always_inline)) philox4x64_ctr_t block_of(
    philox4x64_ctr_t counter, const philox4x64_key_t round_keys[philox4x64_rounds]) {
  const philox4x64_key_t no_key = {{0, 0}};
#pragma clang loop unroll(full)
  for (int round = 0; round < philox4x64_rounds; round++) {
    uint64_t keyed[2] = {counter.v[1] ^ round_keys[round].v[0],
                         counter.v[3] ^ round_keys[round].v[1]};
    __asm__("" : "+r"(keyed[0]), "+r"(keyed[1]));
    philox4x64_ctr_t ready = {{counter.v[0], keyed[0], counter.v[2], keyed[1]}};
    counter = _philox4x64round(ready, no_key);
  }
  return counter;
}

void washout_random_refill(washout_random_state *state) {
  philox4x64_ctr_t block = block_of(state->counter, state->round_keys);
  state->counter.v[0]++;
  state->blocks++;
  for (int j = 0; j < 4; j++) state->words[3 - j] = block.v[j];
  state->left = 4;
}

const uint64_t *washout_random_first_words(washout_random_state *state, uint64_t place,
                                           uint64_t replicate, uint64_t subject, uint64_t stream,
                                           int count) {
  philox4x64_ctr_t counter = {{place << 32, replicate, subject, stream}};
  for (int word = 0; word < count; word += 4, counter.v[0]++) {
    philox4x64_ctr_t block = block_of(counter, state->round_keys);
    memcpy(state->first + word, block.v, sizeof block.v);
  }
  state->blocks += (uint64_t)(count + 3) / 4;
  return state->first;
}

const uint64_t *washout_random_block_words(washout_random_state *state, uint64_t place,
                                           uint64_t number, uint64_t replicate, uint64_t subject,
                                           uint64_t stream) {
  philox4x64_ctr_t counter = {{place << 32 | number, replicate, subject, stream}};
  philox4x64_ctr_t block = block_of(counter, state->round_keys);
  memcpy(state->first, block.v, sizeof block.v);
  state->blocks++;
  return state->first;
}

void washout_random_look_ahead(washout_random_state *state, const washout_random_block *blocks,
                               int count, uint64_t place, uint64_t replicate, uint64_t subject) {
  for (int i = 0; i < count; i++) {
    philox4x64_ctr_t counter = {
        {place << 32 | blocks[i].number, replicate, subject, blocks[i].stream}};
    philox4x64_ctr_t block = block_of(counter, state->round_keys);
    memcpy(state->ahead + 4 * i, block.v, sizeof block.v);
  }
  state->blocks += (uint64_t)count;
}

void washout_random_first_blocks(washout_random_state *state, uint64_t replicate, uint64_t subject,
                                 uint64_t first_stream, int count, uint64_t *words) {
  for (int i = 0; i < count; i++) {
    philox4x64_ctr_t counter = {{0, replicate, subject, first_stream + (uint64_t)i}};
    philox4x64_ctr_t block = block_of(counter, state->round_keys);
    memcpy(words + 4 * i, block.v, sizeof block.v);
  }
  state->blocks += (uint64_t)count;
}

washout_random_pair washout_random_first_of_two(washout_random_state *state,
                                                uint64_t replicate, uint64_t subject,
                                                uint64_t first_stream, uint64_t second_stream) {
  state->blocks += 2;
  philox4x64_ctr_t one = {{0, replicate, subject, first_stream}};
  philox4x64_ctr_t other = {{0, replicate, subject, second_stream}};
  washout_random_pair pair = {block_of(one, state->round_keys).v[0],
                              block_of(other, state->round_keys).v[0]};
  return pair;
}

void washout_random_set_key(washout_random_state *state, uint64_t first, uint64_t second) {
  state->key = (philox4x64_key_t){{first, second}};
  philox4x64_key_t key = state->key;
  for (int round = 0; round < philox4x64_rounds; round++, key = _philox4x64bumpkey(key))
    state->round_keys[round] = key;
  state->blocks = 0;
  washout_random_rewind(state, 0, 0, 0, 0);
}

static void set(void *state, unsigned long seed) { washout_random_set_key(state, seed, 0); }

static unsigned long get(void *state) { return washout_random_word(state); }

static double get_double(void *state) { return washout_random_uniform(state); }

static const gsl_rng_type philox = {
    "philox4x64-10", ~0UL, 0, sizeof(washout_random_state), set, get, get_double};

const gsl_rng_type *washout_random_philox(void) { return &philox; }

washout_random_ziggurat washout_random_normal_table;

/// The normal that GSL makes of one word, and whether that word was enough.
static double normal_of(uint64_t word, _Bool *is_enough) {
  washout_random_state state;
  gsl_rng generator = {&philox, &state};
  washout_random_set_key(&state, 0, 0);
  state.words[0] = word;
  state.left = 1;
  double z = gsl_ran_gaussian_ziggurat(&generator, 1);
  *is_enough = state.counter.v[0] == 0;
  return z;
}

static void read_normal_table(void) {
  const uint64_t positive = 0x80;
  _Bool is_enough;
  for (uint32_t layer = 0; layer < 128; layer++) {
    uint32_t taken = 0, refused = 1 << 24;
    while (refused - taken > 1) {
      uint32_t middle = (taken + refused) / 2;
      normal_of((uint64_t)middle << 8 | positive | layer, &is_enough);
      if (is_enough) taken = middle;
      else refused = middle;
    }
    washout_random_normal_table.below[layer] = refused;
    washout_random_normal_table.width[layer] =
        normal_of((uint64_t)1 << 8 | positive | layer, &is_enough);
  }
}

void washout_random_prepare_normal(void) {
  static once_flag once = ONCE_FLAG_INIT;
  call_once(&once, read_normal_table);
}
