extension RandomStream {
  /// Permutes the elements uniformly (Fisher and Yates); one word per element, very rarely more.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var i = elements.count - 1
    while i > 0 {
      let j = nextInt(below: i + 1)
      if i != j { elements.swapAt(i, j) }
      i -= 1
    }
  }

  /// A uniformly random permutation of 0 ..< count.
  public mutating func permutation(_ count: Int) -> [Int] {
    var result = Array(0..<count)
    shuffle(&result)
    return result
  }

  /// Moves a uniformly random `size`-subset of `indices` to its front, in random order; a partial
  /// shuffle of cost `size`.
  public mutating func chooseFront(_ size: Int, of indices: UnsafeMutableBufferPointer<Int>) {
    precondition(
      size >= 0 && size <= indices.count, "a subset of \(size) out of \(indices.count)")
    for i in 0..<size {
      let j = i + nextInt(below: indices.count - i)
      indices.swapAt(i, j)
    }
  }
}
