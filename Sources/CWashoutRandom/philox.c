#include "washout_random.h"

#pragma STDC FP_CONTRACT OFF

void washout_random_refill(washout_random_state *state) {
  philox4x64_ctr_t block = philox4x64(state->counter, state->key);
  state->counter.v[0]++;
  for (int j = 0; j < 4; j++) state->words[3 - j] = block.v[j];
  state->left = 4;
}

const uint64_t *washout_random_first_words(washout_random_state *state, uint64_t place,
                                           uint64_t replicate, uint64_t subject, uint64_t stream,
                                           int count) {
  philox4x64_ctr_t counter = {{place << 32, replicate, subject, stream}};
  for (int word = 0; word < count; word += 4, counter.v[0]++) {
    philox4x64_ctr_t block = philox4x64(counter, state->key);
    memcpy(state->first + word, block.v, sizeof block.v);
  }
  return state->first;
}

static void set(void *state, unsigned long seed) {
  washout_random_state *random = state;
  random->key.v[0] = seed;
  random->key.v[1] = 0;
  washout_random_rewind(random, 0, 0, 0, 0);
}

static unsigned long get(void *state) { return washout_random_word(state); }

static double get_double(void *state) { return washout_random_uniform(state); }

static const gsl_rng_type philox = {
    "philox4x64-10", ~0UL, 0, sizeof(washout_random_state), set, get, get_double};

const gsl_rng_type *washout_random_philox(void) { return &philox; }
