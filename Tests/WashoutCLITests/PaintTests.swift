import Testing
import WashoutCLI

@Suite("Colours")
struct PaintTests {
  private let screen = "Title\nok     rate  identical\n! 2 values\nSTALE  x\nplain\n"

  @Test("stand on a terminal only, unless they are not wanted or cannot be shown")
  func wanted() {
    func painted(_ isTerminal: Bool, _ environment: [String: String]) -> Bool {
      let paint = Paint(isTerminal: isTerminal, environment: environment)
      let isScreen = paint.screen(screen) != screen
      #expect(isScreen == (paint.message("warning: x") != "warning: x"))
      return isScreen
    }
    #expect(painted(true, ["TERM": "xterm-256color"]))
    #expect(painted(true, ["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!painted(false, ["TERM": "xterm"]))
    #expect(!painted(true, ["TERM": "dumb"]))
    #expect(!painted(true, [:]))
    #expect(!painted(true, ["TERM": "xterm", "NO_COLOR": "1"]))
  }

  @Test("add nothing and take nothing but the colours")
  func words() {
    let paint = Paint(isTerminal: true, environment: ["TERM": "xterm"])
    let painted = paint.screen(screen)
    #expect(painted.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == screen)
    #expect(painted.hasPrefix("\u{1B}[1mTitle\u{1B}[0m\n\u{1B}[32mok  \u{1B}[0m   rate"))
    #expect(painted.contains("\u{1B}[33m! 2 values\u{1B}[0m\n"))
    #expect(painted.hasSuffix("\nplain\n"))
    #expect(paint.message("washout: no") == "\u{1B}[31mwashout:\u{1B}[0m no")
    #expect(paint.message("2 warnings: see") == "2 warnings: see")
    #expect(paint.screen("") == "")
  }
}
