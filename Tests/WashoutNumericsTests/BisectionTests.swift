import TestSupport
import Testing
import WashoutNumerics

@Suite("The smallest double that satisfies a condition")
struct BisectionTests {
  @Test("is found to the last digit")
  func root() {
    let root = smallestDouble(from: 0, to: 2) { $0 * $0 >= 2 }
    #expect(root * root >= 2 && root.nextDown * root.nextDown < 2)
    #expect(smallestDouble(from: 0, to: .infinity) { $0 * $0 >= 2 } == root)
  }

  @Test("is found on either side of zero, at any size")
  func range() {
    for target in [-1e300, -3.5, -1e-300, 0, .leastNonzeroMagnitude, 1e-200, 1, 1e308, .infinity] {
      #expect(smallestDouble(from: -.infinity, to: .infinity) { $0 >= target } == target)
    }
  }

  @Test("is the lower end where it always holds, the upper end where it never does")
  func ends() {
    #expect(smallestDouble(from: -2, to: 3) { _ in true } == -2)
    #expect(smallestDouble(from: -2, to: 3) { _ in false } == 3)
  }
}

@Suite("The standard normal")
struct StandardNormalTests {
  @Test("has the tabled values")
  func values() {
    // R 4.2.2: qnorm(0.975), pnorm(1), pnorm(8, lower.tail = FALSE).
    #expect(relativeError(StandardNormal.quantile(0.975), 1.959_963_984_540_054) < 1e-15)
    #expect(relativeError(StandardNormal.twoSided(level: 0.95), 1.959_963_984_540_054) < 1e-14)
    #expect(relativeError(StandardNormal.cdf(1), 0.841_344_746_068_542_9) < 1e-15)
    #expect(relativeError(StandardNormal.survival(8), 6.220_960_574_271_785e-16) < 1e-13)
  }

  @Test("has infinite ends and nothing beyond")
  func ends() {
    #expect(StandardNormal.quantile(0) == -.infinity && StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(1.5).isNaN && StandardNormal.quantile(.nan).isNaN)
    #expect(StandardNormal.twoSided(level: 95).isNaN)
  }
}
