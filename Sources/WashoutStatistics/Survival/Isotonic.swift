/// Weighted least squares under an order.
enum Isotonic {
  /// The numbers that never fall and are nearest to the given ones; weights above 0.
  ///
  /// Neighbours that fall are pooled to their weighted mean. Source: Barlow, Bartholomew, Bremner and
  /// Brunk (1972), section 1.2.
  static func fit(_ values: [Double], weights: [Double]) -> [Double] {
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for (value, weight) in zip(values, weights) {
      var block = (mean: value, weight: weight, count: 1)
      while let last = blocks.last, last.mean >= block.mean {
        let total = last.weight + block.weight
        block.mean += (last.mean - block.mean) * (last.weight / total)
        block.weight = total
        block.count += last.count
        blocks.removeLast()
      }
      blocks.append(block)
    }
    return blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
  }
}
