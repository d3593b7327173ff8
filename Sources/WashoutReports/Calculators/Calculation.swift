/// What a calculator answers: a document for programs and a screen for people.
package protocol Calculation {
  /// Question and answer, keys in snake_case and in a fixed order.
  var json: JSONValue { get }

  /// The same for people, ending in a newline.
  ///
  /// `width` is the number of columns of the terminal.
  func screen(width: Int) -> String
}
