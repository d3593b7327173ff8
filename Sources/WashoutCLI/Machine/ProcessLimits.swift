internal import Glibc

/// Limits of the process (`ulimit`) under which the tool could neither work nor say why.
enum ProcessLimits {
  /// Open files that are needed: streams, the store with its journal, a report, those of the runtime.
  private static let files = 16
  /// A thread's stack, and what else is needed beside the stacks: shipped scenarios run with 80 MiB and do not with 50.
  private static let stack = 8 << 20
  private static let beside = 96 << 20

  /// Fits the process to its limits; says what there is too little of, and what to do, or nil where there is enough.
  ///
  /// Without threads the pool of the runtime would wait for ever, without files it would trap.
  static func shortage() -> String? {
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < files {
      return
        "only \(limit.rlim_cur) files may be open at a time; raise `ulimit -n` to \(files) or more"
    }
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t.max
    else { return nil }
    useOneHeap()
    let needed = beside + (4 + max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) * stack
    guard !canReserve(needed) else { return nil }
    let mebibytes = Int(limit.rlim_cur >> 20)
    return
      "\(mebibytes) MiB of memory are too few for a run with the threads of this machine; raise `ulimit -v` by "
      + "\(needed >> 10) or more"
  }

  /// Keeps threads from having heaps of their own, each of which would reserve 64 MiB of addresses and may so leave
  /// none for the stack of the next thread.
  private static func useOneHeap() {
    typealias MallOpt = @convention(c) (_ parameter: CInt, _ value: CInt) -> CInt
    let mostHeaps: CInt = -8  // M_ARENA_MAX of malloc.h, which Swift does not see
    guard let mallopt = dlsym(nil, "mallopt") else { return }
    _ = unsafeBitCast(mallopt, to: MallOpt.self)(mostHeaps, 1)
  }

  private static func canReserve(_ bytes: Int) -> Bool {
    let start = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let start, start != MAP_FAILED else { return false }
    munmap(start, bytes)
    return true
  }
}
