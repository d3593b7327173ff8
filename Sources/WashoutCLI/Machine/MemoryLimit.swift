internal import ArgumentParser
internal import Foundation
internal import Glibc

/// The limit of memory under which the tool was started (`ulimit -v`, `ulimit -d`), where there is one.
///
/// An allocation that fails cannot be caught in Swift, and a thread that finds no stack is waited for without end.
/// So what threads need is asked for before they do, and an end for want of memory is told as any other failure.
enum MemoryLimit {
  /// What the tool needs beside stacks of threads: shipped scenarios run with 80 MiB and do not with 50.
  private static let beside = 96 << 20
  /// Threads beside those that simulate: of the main queue, of signals, of timers, and of what waits for a child.
  private static let otherThreads = 4
  /// What is written where memory runs out, and the code; made ahead, since nothing can be allocated then.
  nonisolated(unsafe) private static var lastWords = UnsafeRawBufferPointer(start: nil, count: 0)
  nonisolated(unsafe) private static var lastStatus: Int32 = 0

  /// Fits the process to its limit; says what there is too little of, and what to do, or nil where there is enough.
  static func shortage() -> String? {
    guard let limit = Limit() else { return nil }
    useOneHeap()
    tellIfItRunsOut(limit)
    return limit.shortage(beside + (otherThreads + processors) * stackBytes)
  }

  /// Makes sure, when work is about to start, that its threads find their stacks beside what was read until then.
  static func leaveRoomForThreads() throws(OutputError) {
    let missing = otherThreads + processors - runningThreads
    guard missing > 0, let limit = Limit(), let shortage = limit.shortage(missing * stackBytes)
    else { return }
    throw .cannotCreate(path: "threads beside what was asked for", reason: shortage)
  }

  private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  private static var runningThreads: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 1
  }

  /// What a thread's stack takes of the addresses unless somebody asks for another size.
  private static var stackBytes: Int {
    var attributes = pthread_attr_t()
    var bytes = 0
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_getstacksize(&attributes, &bytes)
    return bytes
  }

  /// Keeps threads from having heaps of their own, each of which would reserve 64 MiB of addresses and may so leave
  /// none for the stack of the next thread.
  private static func useOneHeap() {
    typealias MallOpt = @convention(c) (_ parameter: CInt, _ value: CInt) -> CInt
    let mostHeaps: CInt = -8  // M_ARENA_MAX of malloc.h, which Swift does not see
    guard let mallopt = dlsym(nil, "mallopt") else { return }
    _ = unsafeBitCast(mallopt, to: MallOpt.self)(mostHeaps, 1)
  }

  /// Has the end that an allocation without memory brings about, an abort, say so and give the code of other failures.
  private static func tellIfItRunsOut(_ limit: Limit) {
    let words = UnsafeMutableRawBufferPointer.allocate(
      byteCount: limit.lastWords.utf8.count, alignment: 1)
    words.copyBytes(from: limit.lastWords.utf8)
    lastWords = UnsafeRawBufferPointer(words)
    lastStatus = ExitStatus.cannotCreate.rawValue
    signal(SIGABRT) { _ in
      _ = write(STDERR_FILENO, MemoryLimit.lastWords.baseAddress, MemoryLimit.lastWords.count)
      _exit(MemoryLimit.lastStatus)
    }
  }

  /// The smaller of the two limits that the kernel counts allocations against.
  private struct Limit {
    private let bytes: rlim_t
    private let command: String

    /// Nil where memory is not limited.
    init?() {
      let limits = [(RLIMIT_AS, "ulimit -v"), (RLIMIT_DATA, "ulimit -d")].map { resource, command in
        var limit = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
        return (bytes: isKnown ? limit.rlim_cur : rlim_t.max, command: command)
      }
      guard let smallest = limits.min(by: { $0.bytes < $1.bytes }), smallest.bytes != rlim_t.max
      else { return nil }
      (bytes, command) = smallest
    }

    /// Nil where as many bytes can still be had.
    func shortage(_ bytes: Int) -> String? {
      guard !Self.canReserve(bytes) else { return nil }
      return
        "\(mebibytes) MiB of memory are too few for a run with the threads of this machine; raise `\(command)` by "
        + "\(bytes >> 10) or more"
    }

    var lastWords: String {
      "washout: \(mebibytes) MiB of memory are too few for what was asked; raise `\(command)`, or ask for less at a "
        + "time. What was finished before is kept.\n"
    }

    private var mebibytes: rlim_t { bytes >> 20 }

    private static func canReserve(_ bytes: Int) -> Bool {
      let start = mmap(
        nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      guard let start, start != MAP_FAILED else { return false }
      munmap(start, bytes)
      return true
    }
  }
}
