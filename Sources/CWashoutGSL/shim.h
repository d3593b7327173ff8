#ifndef WASHOUT_GSL_SHIM_H
#define WASHOUT_GSL_SHIM_H
// The one door to the GNU Scientific Library: only what washout calls.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_version.h>

/// Prince-Dormand (8, 9): GSL's steppers are mutable globals, which Swift may not read.
static inline const gsl_odeiv2_step_type *washout_gsl_step_rk8pd(void) {
  return gsl_odeiv2_step_rk8pd;
}

/// Brent's root finder, a mutable global as well.
static inline const gsl_root_fsolver_type *washout_gsl_root_brent(void) {
  return gsl_root_fsolver_brent;
}

/// Sobol's points, a mutable global as well.
static inline const gsl_qrng_type *washout_gsl_sobol(void) { return gsl_qrng_sobol; }

/// The version of the library that is loaded, a mutable global as well.
static inline const char *washout_gsl_version(void) { return gsl_version; }

#endif
