/// Names of the scenario as CDISC writes codes and variables: capitals and digits, at most 8 characters.
enum ParameterCode {
  /// The most characters of a name.
  static let longest = 8

  /// A name without unit and without anything but letters and digits; two that would be one get numbers.
  static func unique(_ names: [String], suffix: String = "", beside taken: [String] = [])
    -> [String]
  {
    names.reduce(into: []) { codes, name in
      let letters = capitals(CovariateWords.stem(of: name))
      let room = longest - suffix.count
      var code = String(letters.prefix(room)) + suffix
      var number = 2
      while codes.contains(code) || taken.contains(code) {
        code = String(letters.prefix(room - String(number).count)) + String(number) + suffix
        number += 1
      }
      codes.append(code)
    }
  }

  /// A prefix and a number of two digits, such as `SLED09`.
  static func numbered(_ prefix: String, _ number: Int) -> String {
    capitals(prefix).prefix(4) + (number < 10 ? "0" : "") + String(number)
  }

  /// Capitals and digits of a name, a letter first.
  static func capitals(_ name: String) -> String {
    let kept = name.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return kept.first?.isLetter == true ? kept : "X" + kept
  }
}
