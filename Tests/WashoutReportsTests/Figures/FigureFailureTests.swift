import Foundation
import Testing
import WashoutReports

/// Who is right: programs called gnuplot that this test writes itself.
@Suite("A figure that cannot be drawn")
struct FigureFailureTests {
  private static func figure(_ name: String = "line") -> Figure {
    var script = FigureScript(title: "A line", height: 300)
    script.plot(["\(script.data([[1, 1], [2, 2]])) using 1:2 with lines"])
    return Figure(name: name, section: .firstPage, alternative: "A line.", script)
  }

  /// A folder with a program called gnuplot.
  private static func folder(_ program: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try ("#!/bin/sh\n" + program).write(
      toFile: path + "/gnuplot", atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path + "/gnuplot")
    return path
  }

  private static func failure(
    _ program: String, patience: Duration = .seconds(3600)
  ) async throws -> FigureFailure? {
    let folder = try folder(program)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do throws(FigureFailure) {
      _ = try await FigureDrawing(searchPath: folder, patience: patience).svg(of: figure())
      return nil
    } catch {
      return error
    }
  }

  @Test("says how to get gnuplot where there is none, once for all figures")
  func none() async throws {
    let drawing = FigureDrawing(searchPath: "/nonexistent")
    let outcome = await drawing.svgs(of: [Self.figure(), Self.figure("other")])
    #expect(outcome.drawn.isEmpty && outcome.failures == [.noGnuplot])
    #expect(FigureFailure.noGnuplot.message.contains("apt-get install gnuplot-nox"))
  }

  @Test("keeps no other figure from being shown that was drawn before")
  func others() async throws {
    let kept = try await FigureDrawing(searchPath: "/usr/bin:/bin", patience: .seconds(3600))
      .svg(of: Self.figure())
    let outcome = await FigureDrawing(searchPath: "/nonexistent").svgs(
      of: [Self.figure("other"), Self.figure()]
    ) { $0 == kept.figure ? kept : nil }
    #expect(outcome.drawn == [kept] && outcome.failures == [.noGnuplot])
  }

  @Test("says what gnuplot says")
  func complaint() async throws {
    let failure = try await Self.failure(
      "/bin/cat > /dev/null; echo; echo 'line 3: no such thing' >&2; exit 1")
    #expect(failure == .failed(figure: "line", reason: "line 3: no such thing"))
    #expect(try await Self.failure("/bin/cat > /dev/null; echo '<svg'") != nil)
  }

  @Test("says which terminal is missing")
  func terminal() async throws {
    let failure = try await Self.failure(
      "/bin/cat > /dev/null; echo 'line 0: unknown or ambiguous terminal type; type just' >&2; exit 1"
    )
    #expect(failure == .noTerminal(.svg))
    #expect(FigureFailure.noTerminal(.png).message.contains("no terminal pngcairo"))
  }

  @Test("is given up after a time")
  func tooSlow() async throws {
    let start = ContinuousClock.now
    #expect(
      try await Self.failure("exec /bin/sleep 3600", patience: .milliseconds(300))
        == .tooSlow(figure: "line"))
    // Far from the hour that it would have slept; tests beside it may keep the machine busy for minutes.
    #expect(start.duration(to: .now) < .seconds(1800))
  }

  @Test("meets nobody's settings: gnuplot gets three variables and no startup file")
  func environment() async throws {
    let folder = try Self.folder("/bin/cat > /dev/null; /usr/bin/env; echo \"$@\"")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/out"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try await FigureDrawing(searchPath: folder, patience: .seconds(3600)).write(
      Self.figure(), as: .png, dotsPerInch: 96, to: file.fileDescriptor)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let names = lines.filter { $0.contains("=") }.map { $0.prefix { $0 != "=" } }
    // The shell adds the last two.
    #expect(
      names.allSatisfy { ["PATH", "LC_ALL", "HOME", "PWD", "_", "SHLVL", "OLDPWD"].contains($0) })
    #expect(names.contains("LC_ALL") && lines.last == "-d -")
  }
}
