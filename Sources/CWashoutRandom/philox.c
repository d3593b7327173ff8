#include "washout_random.h"

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
  return state->first;
}

void washout_random_set_key(washout_random_state *state, uint64_t first, uint64_t second) {
  state->key = (philox4x64_key_t){{first, second}};
  philox4x64_key_t key = state->key;
  for (int round = 0; round < philox4x64_rounds; round++, key = _philox4x64bumpkey(key))
    state->round_keys[round] = key;
  washout_random_rewind(state, 0, 0, 0, 0);
}

static void set(void *state, unsigned long seed) { washout_random_set_key(state, seed, 0); }

static unsigned long get(void *state) { return washout_random_word(state); }

static double get_double(void *state) { return washout_random_uniform(state); }

static const gsl_rng_type philox = {
    "philox4x64-10", ~0UL, 0, sizeof(washout_random_state), set, get, get_double};

const gsl_rng_type *washout_random_philox(void) { return &philox; }
