internal import Foundation

/// How many processors this process may keep busy: those of its affinity, cut by its cgroup's quota.
package enum ProcessorCount {
  /// The number to use when nobody says otherwise, at least 1.
  ///
  /// `root` is where `proc` and `sys` are looked for.
  package static func available(root: String = "") -> Int {
    let affinity =
      text(root + "/proc/self/status").flatMap(affinity(status:))
      ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, quotas(root: root).map { Int($0.rounded(.up)) }.reduce(affinity, min))
  }

  /// Processors that the scheduler lets a process run on (its affinity), from its `status` file.
  ///
  /// The line reads `Cpus_allowed_list: 0-3,8`; nil where it is missing or unreadable.
  package static func affinity(status: String) -> Int? {
    let label = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else {
      return nil
    }
    var count = 0
    for range in line.dropFirst(label.count).split(separator: ",") {
      let ends = range.split(separator: "-").map {
        Int($0.trimmingCharacters(in: .whitespaces))
      }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
        return nil
      }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }

  /// The quota in `cpu.max` (version 2), such as `150000 100000` for one and a half; nil for `max`.
  package static func quota(cpuMax text: String) -> Double? {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 2 else { return nil }
    return ratio(words[0], words[1])
  }

  /// The quota in `cpu.cfs_quota_us` and `cpu.cfs_period_us` (version 1); nil for -1.
  package static func quota(quotaMicroseconds: String, periodMicroseconds: String) -> Double? {
    ratio(
      quotaMicroseconds.trimmingCharacters(in: .whitespacesAndNewlines),
      periodMicroseconds.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func ratio(_ quota: String, _ period: String) -> Double? {
    guard let quota = Double(quota), let period = Double(period), quota > 0, period > 0 else {
      return nil
    }
    return quota / period
  }

  /// Quotas of this process's groups and of every group above them.
  private static func quotas(root: String) -> [Double] {
    guard let groups = text(root + "/proc/self/cgroup") else { return [] }
    return groups.split(separator: "\n").flatMap { line -> [Double] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let controllers = fields[1].split(separator: ",")
      if fields[1].isEmpty { return folders(String(fields[2])).compactMap { unified(root, $0) } }
      guard controllers.contains("cpu") else { return [] }
      return folders(String(fields[2])).compactMap { legacy(root, String(fields[1]), $0) }
    }
  }

  private static func unified(_ root: String, _ folder: String) -> Double? {
    text("\(root)/sys/fs/cgroup\(folder)/cpu.max").flatMap(quota(cpuMax:))
  }

  private static func legacy(_ root: String, _ controllers: String, _ folder: String) -> Double? {
    let mounts = ["cpu", controllers].map { "\(root)/sys/fs/cgroup/\($0)\(folder)" }
    for mount in mounts {
      if let quota = text(mount + "/cpu.cfs_quota_us"),
        let period = text(mount + "/cpu.cfs_period_us")
      {
        return self.quota(quotaMicroseconds: quota, periodMicroseconds: period)
      }
    }
    return nil
  }

  /// A group's path and those above it, without a slash at the end; the root is empty.
  private static func folders(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (0...parts.count).map { count in parts.prefix(count).map { "/" + $0 }.joined() }
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
