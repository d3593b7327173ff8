/// Which blocks of a base beside other models stores hold.
struct KeptPairs: Sendable {
  private let models: Range<Int>
  /// One a model; empty where nothing is kept.
  private let kept: [Set<Int>]
  /// From this block on nothing is kept: a part block at the end never is.
  private let end: Int

  /// What stores hold of the blocks before `end`, one store a model; none where nothing is kept.
  init(_ stores: [any BlockStore], models: Int, before end: Int) throws {
    self.models = 0..<models
    self.end = end
    kept = try stores.map { Set(try $0.blocks()) }
  }

  /// The models that have to be simulated in a block.
  func lacking(_ block: Int) -> [Int] {
    models.filter { block >= end || kept.isEmpty || !kept[$0].contains(block) }
  }

  /// Those of some blocks in which a model has to be simulated.
  func missing(among blocks: some Sequence<Int>) -> [Int] {
    blocks.filter { !lacking($0).isEmpty }
  }
}
