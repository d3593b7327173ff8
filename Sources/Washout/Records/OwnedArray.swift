/// A fixed number of plain values that has one owner and is never copied.
///
/// Before each write an array asks whether anybody else holds it, which costs as much as what the loop over
/// subjects writes; here nobody else can. Every access checks its place.
package struct OwnedArray<Element: BitwiseCopyable>: ~Copyable {
  // Allocated and filled once, freed by the only owner, never handed out: no access outlives it.
  private let elements: UnsafeMutableBufferPointer<Element>

  /// As many copies of a value.
  package init(repeating value: Element, count: Int) {
    elements = .allocate(capacity: count)
    elements.initialize(repeating: value)
  }

  deinit { elements.deallocate() }

  /// Number of values.
  package var count: Int { elements.count }

  /// Places of all values.
  package var indices: Range<Int> { 0..<elements.count }

  /// One value.
  package subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: elements.count), "no such place")
      return elements[place]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: elements.count), "no such place")
      yield &elements[place]
    }
  }

  /// Sets every value.
  package mutating func fill(_ value: Element) { elements.update(repeating: value) }
}
