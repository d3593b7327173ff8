import Testing
import WashoutCLI

/// Texts as Linux writes them (proc(5), the kernel's cgroup v1 and v2 pages).
@Suite("Processors")
struct ProcessorCountTests {
  @Test(
    "are counted from the affinity of the process",
    arguments: [("0-3", 4), ("0", 1), ("0-1,4,8-11", 7), ("0-127", 128)])
  func affinity(list: String, count: Int) {
    #expect(
      ProcessorCount.affinity(
        status: "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nend\n")
        == count)
  }

  @Test(
    "are not guessed from what is no list", arguments: ["", "Name: x", "Cpus_allowed_list:\tx-y"])
  func noAffinity(status: String) {
    #expect(ProcessorCount.affinity(status: status) == nil)
  }

  @Test("are limited by cpu.max", arguments: [("150000 100000\n", 1.5), ("50000 100000", 0.5)])
  func unified(text: String, quota: Double) {
    #expect(ProcessorCount.quota(cpuMax: text) == quota)
  }

  @Test(
    "are not limited without a quota", arguments: ["max 100000\n", "", "0 100000", "1 0", "x y"])
  func noQuota(text: String) {
    #expect(ProcessorCount.quota(cpuMax: text) == nil)
  }

  @Test("are limited by cfs_quota_us over cfs_period_us, and not by -1")
  func legacy() {
    #expect(
      ProcessorCount.quota(quotaMicroseconds: "200000\n", periodMicroseconds: "100000\n") == 2)
    #expect(ProcessorCount.quota(quotaMicroseconds: "-1\n", periodMicroseconds: "100000\n") == nil)
  }

  /// The count on a machine of eight processors with these files.
  private func available(_ files: [(name: String, text: String)]) throws -> Int {
    let machine = try TemporaryFolder()
    try machine.write("Cpus_allowed_list:\t0-7\n", to: "proc/self/status")
    for file in files { try machine.write(file.text, to: file.name) }
    return withExtendedLifetime(machine) { ProcessorCount.available(root: machine.path) }
  }

  @Test("are the fewest that affinity and any group above allow")
  func groups() throws {
    let unified = try available([
      ("proc/self/cgroup", "0::/user/job\n"),
      ("sys/fs/cgroup/user/job/cpu.max", "max 100000\n"),
      ("sys/fs/cgroup/user/cpu.max", "250000 100000\n"),
    ])
    #expect(unified == 3)
    let legacy = try available([
      ("proc/self/cgroup", "5:memory:/job\n4:cpu,cpuacct:/job\n"),
      ("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "200000\n"),
      ("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n"),
    ])
    #expect(legacy == 2)
    let container = try available([
      ("proc/self/cgroup", "0::/\n"), ("sys/fs/cgroup/cpu.max", "10000 100000\n"),
    ])
    #expect(container == 1)
  }

  @Test("are those of the affinity where there are no groups, or their quota is larger")
  func noGroups() throws {
    #expect(try available([]) == 8)
    let generous = try available([
      ("proc/self/cgroup", "0::/\n"), ("sys/fs/cgroup/cpu.max", "6400000 100000\n"),
    ])
    #expect(generous == 8)
  }

  @Test("are at least one on this machine")
  func here() {
    #expect(ProcessorCount.available() >= 1)
  }
}
