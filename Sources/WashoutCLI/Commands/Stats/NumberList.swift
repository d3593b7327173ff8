internal import ArgumentParser

extension OptionCheck {
  /// Finite numbers with commas between them.
  static func numbers(_ text: String, _ option: String) throws -> [Double] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    return try parts.map { part in
      guard let number = Double(part), number.isFinite else {
        throw ValidationError("\(option) takes numbers with commas between them, such as 10,23.")
      }
      return number
    }
  }
}
