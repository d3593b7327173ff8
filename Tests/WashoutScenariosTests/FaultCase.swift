import Testing

/// A faulty text and the whole message that it gives.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let title: String
  let change: Change
  let message: String

  /// How the text differs from the small scenario.
  enum Change: Sendable {
    /// Each first text replaced by the second.
    case edits([(String, String)])
    /// Another text altogether.
    case whole(String)
  }

  init(_ title: String, _ change: Change, _ message: String) {
    self.title = title
    self.change = change
    self.message = message
  }

  var text: String {
    switch change {
    case .whole(let text): return text
    case .edits(let edits):
      return edits.reduce(SmallScenario.text) { text, edit in
        precondition(text.contains(edit.0), "no such text: \(edit.0)")
        return text.replacing(edit.0, with: edit.1, maxReplacements: 1)
      }
    }
  }

  var testDescription: String { title }
}
