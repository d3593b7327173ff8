import Testing
import WashoutReports

@Suite("A table of comma-separated values")
struct CSVTests {
  @Test(
    "is read as it was written",
    arguments: [
      [["a", "b"], ["1", ""]], [["a"], ["x, y"], ["say \"so\""], ["two\nlines"]], [["", "", ""]],
      [["ü", "\"", "\"\""]],
    ])
  func roundTrip(_ rows: [[String]]) {
    #expect(CSV.rows(CSV.table(rows[0], rows.dropFirst().map { $0 })) == rows)
  }

  @Test("is read whatever it is")
  func anything() {
    #expect(CSV.rows("") == [])
    #expect(CSV.rows("a,b\r\nc") == [["a", "b"], ["c"]])
    #expect(CSV.rows("a,\"b\nc") == [["a", "b\nc"]])
  }
}
