/// Where a distribution stands in a `SamplerTable`.
public struct Sampler: Sendable, Hashable {
  @usableFromInline let row: Int32

  @usableFromInline init(row: Int) { self.row = Int32(row) }
}

/// How a row of the table is drawn; the raw values have no meaning outside the process.
@usableFromInline enum SamplerKind: UInt8, Sendable {
  case point, normal, limitedNormal, lognormal, gamma, beta, weibull, exponential, uniform
  case loglogistic, piecewiseExponential, bernoulli, listed, count, binomial, poisson, mixture
  case empirical
}

/// One distribution as plain numbers; `first..<first + count` are its entries in `numbers`.
@usableFromInline struct SamplerRow: Sendable {
  @usableFromInline var kind: SamplerKind
  @usableFromInline var first: Int32 = 0
  @usableFromInline var count: Int32 = 0
  @usableFromInline var a: Double = 0
  @usableFromInline var b: Double = 0
  @usableFromInline var c: Double = 0
  @usableFromInline var d: Double = 0

  @usableFromInline init(_ kind: SamplerKind) { self.kind = kind }
}

/// Distributions compiled to flat arrays, so that a draw touches no enum payload and counts no
/// references.
///
/// `draw` says, family by family, which words of the stream a value takes and how it follows from
/// them; a second implementation that follows it gets the same numbers.
public struct SamplerTable: Sendable {
  @usableFromInline var rows: [SamplerRow] = []
  @usableFromInline var numbers: [Double] = []

  /// A table without rows.
  public init() {}

  /// Compiles a distribution; the sampler is good for this table and its copies.
  public mutating func add(_ distribution: Distribution) -> Sampler {
    rows.append(SamplerRow(.point))
    let row = rows.count - 1
    rows[row] = compile(distribution.shape)
    return Sampler(row: row)
  }

  /// The mean of a sampler that draws exponentials; nil of another.
  public func exponentialMean(_ sampler: Sampler) -> Double? {
    let row = rows[Int(sampler.row)]
    return row.kind == .exponential ? row.a : nil
  }
}
