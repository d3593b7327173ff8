internal import CWashoutGSL

/// Versions of the libraries that draw and compute.
public enum LibraryVersion {
  /// The version of the GNU Scientific Library that is loaded.
  public static var gsl: String { String(cString: washout_gsl_version()) }
}
