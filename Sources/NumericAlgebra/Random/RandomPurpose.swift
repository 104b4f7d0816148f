/// What a random stream is used for: streams of different purposes are independent, so that a
/// change in one (more data, another batch size) leaves the others as they were.
public struct RandomPurpose: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let inputs = RandomPurpose(rawValue: 1)
  public static let teacherWeights = RandomPurpose(rawValue: 2)
  public static let initialWeights = RandomPurpose(rawValue: 3)
  public static let labelNoise = RandomPurpose(rawValue: 4)
  public static let dataSplit = RandomPurpose(rawValue: 5)
  public static let training = RandomPurpose(rawValue: 6)
  public static let sampling = RandomPurpose(rawValue: 7)
  public static let curvature = RandomPurpose(rawValue: 8)
  public static let testing = RandomPurpose(rawValue: 9)
}
