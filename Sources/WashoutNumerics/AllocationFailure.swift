internal import Glibc

/// GSL found no memory.
public enum AllocationFailure {
  /// Ends the process as Swift's own allocations do that fail: with a line and an abort, which the tool may tell.
  public static func end(_ what: StaticString) -> Never {
    for line in ["Fatal error: no memory for ", what, "\n"] as [StaticString] {
      _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
    }
    abort()
  }
}
