extension Array<Double> {
  /// Grows to a number of elements, never to fewer.
  mutating func makeRoom(_ count: Int) {
    while self.count < count { append(0) }
  }
}

extension Array {
  /// Puts a few elements in order of time, in place and without allocating; equal times keep their order.
  @inline(__always) mutating func sortByInsertion(_ time: (Element) -> Double) {
    sortByInsertion { time($0) < time($1) }
  }

  /// The same by another order.
  @inline(__always) mutating func sortByInsertion(_ precedes: (Element, Element) -> Bool) {
    var elements = mutableSpan
    var i = 1
    while i < elements.count {
      var j = i
      while j > 0 && precedes(elements[j], elements[j - 1]) {
        elements.swapAt(j, j - 1)
        j -= 1
      }
      i += 1
    }
  }

  /// Has so many elements, which are overwritten then: at no cost where it had as many before.
  @inline(__always) mutating func resize(to count: Int, with blank: Element) {
    while self.count > count { removeLast() }
    while self.count < count { append(blank) }
  }

  /// Removes every element and keeps the room, at no cost where there is none.
  @inline(__always) mutating func makeEmpty() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
