/// Which part of the function the loss can see: the three levels of identifiable coordinates.
///
/// A learning coefficient belongs to a level. A closed form for one level is not the coefficient
/// of a loss that lives at another.
public enum Level: String, Hashable, Sendable, CaseIterable, Codable {
  /// All coordinates of the quadratic forms; right when the inputs identify quadratic forms.
  case coordinates
  /// The outputs on the inputs that occur.
  case data
  /// The outputs on the inputs that occur, up to a constant for each output.
  case centred

  public var explanation: String {
    switch self {
    case .coordinates: "coefficients of the quadratic forms (inputs identify them)"
    case .data: "outputs on the given inputs"
    case .centred: "outputs on the given inputs, each output's mean removed"
    }
  }
}
