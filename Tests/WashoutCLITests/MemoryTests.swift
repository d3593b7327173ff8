#if os(Linux)
  import Foundation
  import Testing

  @Suite("The memory that a run needs")
  struct MemoryTests {
    /// The most memory that the tool held, in bytes, read once a millisecond while it runs.
    private static func peak(_ arguments: [String], in folder: TemporaryFolder) throws -> Int {
      let process = try Tool.start(arguments, in: folder.path)
      let status = "/proc/\(process.processIdentifier)/status"
      var peak = 0
      while process.isRunning {
        let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
        if let found = text.firstMatch(of: /VmHWM:\s*([0-9]+) kB/) {
          peak = max(peak, 1024 * (Int(found.1) ?? 0))
        }
        usleep(1000)
      }
      #expect(process.terminationStatus == 0)
      return peak
    }

    /// A single number kept of each of 980,000 trials would take another 7.8 million bytes, of each of
    /// their people 118 million; half of the former is left to the allocator, which serves two threads.
    @Test("does not grow with the number of trials, but with the size of trials")
    func trials() throws {
      let folder = try TemporaryFolder()
      _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
      let run = ["run", "rate.yaml", "--output", "there", "--threads", "2", "--trials"]
      let few = try Self.peak(run + ["20000"], in: folder)
      let many = try Self.peak(run + ["1000000"], in: folder)
      let large = try Self.peak(run + ["20000", "--set", "what_if.sample_sizes=[600]"], in: folder)
      #expect(few > 10_000_000)
      #expect(abs(many - few) < 3_900_000, "\(few) and \(many)")
      #expect(large - few > 3_900_000, "\(few) and \(large)")
    }

    /// The rows of 96,000 further trials are 33 million bytes.
    @Test("does not grow with the estimates that are exported")
    func estimates() throws {
      let folder = try TemporaryFolder()
      _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
      let export = [
        "export", "rate.yaml", "--estimates", "--output", "there", "--threads", "2", "--trials",
      ]
      let few = try Self.peak(export + ["4000"], in: folder)
      let many = try Self.peak(export + ["100000"], in: folder)
      #expect(few > 10_000_000)
      #expect(many - few < 16_000_000, "\(few) and \(many)")
    }
  }
#endif
