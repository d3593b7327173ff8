import CWashoutGSL
import Glibc
import Testing
import WashoutNumerics

/// GSL's standard handler prints a line and aborts the process; none of it may reach anybody who simulates.
@Suite("GSL's error handler")
struct ErrorHandlerTests {
  @Test("is off: out of a function's domain comes a code and a value that is none")
  func domain() {
    ErrorHandler.switchOff()
    var result = gsl_sf_result()
    #expect(gsl_sf_lnbeta_e(-1, 0, &result) == Int32(GSL_EDOM))
    #expect(result.val.isNaN)
    #expect(gsl_cdf_beta_Pinv(2, 1, 1).isNaN)
    #expect(gsl_cdf_gamma_Pinv(-1, 1, 1).isNaN)
    #expect(gsl_ran_hypergeometric_pdf(5, 1, 1, 1) == 0)
    // In the domain there is no code.
    #expect(gsl_sf_lnbeta_e(1, 1, &result) == Int32(GSL_SUCCESS))
    #expect(result.val == 0)
  }

  @Test("is off after the first distribution or generator is made, without another word")
  func madeOff() async throws {
    await #expect(processExitsWith: .success) {
      _ = try Distribution(.exponential(mean: 1))
      var result = gsl_sf_result()
      _ = gsl_sf_lnbeta_e(-1, 0, &result)
    }
    await #expect(processExitsWith: .success) {
      _ = RandomSource(seed: 1)
      var result = gsl_sf_result()
      _ = gsl_sf_lnbeta_e(-1, 0, &result)
    }
  }

  @Test("would abort the process, so that these tests can fail")
  func standard() async {
    await #expect(processExitsWith: .failure) {
      var result = gsl_sf_result()
      _ = gsl_sf_lnbeta_e(-1, 0, &result)
    }
  }

  @Test(
    "is not needed where GSL finds no memory: a line and an abort, as of Swift's own allocations")
  func noMemory() async throws {
    let outcome = await #expect(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) {
      AllocationFailure.end("one of these")
    }
    let words = String(decoding: outcome?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("Fatal error: no memory for one of these\n"))
  }
}
