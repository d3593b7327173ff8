internal import ArgumentParser

/// Rates as an option lists them.
struct RateList {
  let rates: [Double]

  /// The rates of an argument such as `0.05,0.10`.
  init(_ text: String) throws {
    let rates = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard rates.count <= 1000, rates.allSatisfy({ $0.map { $0 >= 0 && $0 <= 1 } ?? false }) else {
      throw ValidationError("write shares from 0 to 1 such as 0.05,0.10.")
    }
    self.rates = rates.compactMap { $0 }
  }
}
