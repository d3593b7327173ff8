internal import CWashoutGSL

/// The normal with mean 0 and standard deviation 1.
public enum StandardNormal {
  /// P(Z <= z).
  public static func cdf(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

  /// P(Z > z), with all its digits where it is small.
  public static func survival(_ z: Double) -> Double { gsl_cdf_ugaussian_Q(z) }

  /// The z with P(Z <= z) = p; infinite at 0 and 1, NaN outside.
  public static func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? gsl_cdf_ugaussian_Pinv(p) : .nan
  }

  /// The z that a two-sided interval of a level reaches to each side: 1.96 for 0.95.
  public static func twoSided(level: Double) -> Double {
    level >= 0 && level <= 1 ? gsl_cdf_ugaussian_Qinv((1 - level) / 2) : .nan
  }
}
