/// A fixed number of plain values that has one owner and is never copied.
///
/// Before each write an array asks whether anybody else holds it, which costs as much as what the loop over
/// subjects writes; here nobody else can. Every access checks its place.
package struct OwnedArray<Element: BitwiseCopyable>: ~Copyable {
  // Allocated and filled once, freed by the only owner, never handed out: no access outlives it.
  private let first: UnsafeMutablePointer<Element>
  /// Number of values.
  package let count: Int

  /// As many copies of a value.
  package init(repeating value: Element, count: Int) {
    first = .allocate(capacity: count)
    first.initialize(repeating: value, count: count)
    self.count = count
  }

  deinit { first.deallocate() }

  /// Places of all values.
  package var indices: Range<Int> { 0..<count }

  /// One value.
  package subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "no such place")
      return first[place]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "no such place")
      yield &first[place]
    }
  }

  /// Sets every value.
  package mutating func fill(_ value: Element) { first.update(repeating: value, count: count) }
}
