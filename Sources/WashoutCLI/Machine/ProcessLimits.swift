internal import Glibc

/// Limits of the process (`ulimit`) under which the tool could neither work nor say why.
enum ProcessLimits {
  /// Open files that are needed: streams, the store with its journal, a report, those of the runtime.
  private static let files = 16

  /// Fits the process to its limits; says what there is too little of, and what to do, or nil where there is enough.
  ///
  /// Without threads the pool of the runtime would wait for ever, without files it would trap.
  static func shortage() -> String? {
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < files {
      return
        "only \(limit.rlim_cur) files may be open at a time; raise `ulimit -n` to \(files) or more"
    }
    return MemoryLimit.shortage()
  }
}
