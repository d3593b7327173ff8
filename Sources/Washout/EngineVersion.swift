/// The version of the engine: it changes whenever a released build gives other results.
public enum EngineVersion {
  /// The version, as `washout --version`, reports and result files give it.
  public static let current = "0.1.0"
}
