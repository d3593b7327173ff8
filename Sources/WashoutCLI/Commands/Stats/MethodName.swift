internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// The method of an interval as an option names it.
enum MethodName {
  /// The method that an argument says.
  static func method(_ name: String) throws -> IntervalMethod {
    if let method = IntervalMethod(key: name) { return method }
    let names = IntervalMethod.allCases.map(\.key).joined(separator: ", ")
    throw ValidationError("there is no method '\(name)'; the methods are \(names).")
  }
}
