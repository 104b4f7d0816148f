import ArgumentParser

/// Whole numbers separated by commas: 2,3,3,1.
struct IntegerList: ExpressibleByArgument {
  let values: [Int]

  init?(argument: String) {
    var values: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Int(part.trimming(while: { $0 == " " })) else { return nil }
      values.append(value)
    }
    self.values = values
  }
}

extension Substring {
  fileprivate func trimming(while isDropped: (Character) -> Bool) -> Substring {
    var rest = drop(while: isDropped)
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}
