/// A figure: series of points or lines over two axes.
public struct Plot: Sendable, Equatable {
  public struct Axis: Sendable, Equatable {
    /// What is on the axis.
    public var label: String
    /// Printed in brackets after the label; nil for a pure number.
    public var unit: String?
    public var isLogarithmic: Bool
    /// What the axis spans; nil for what the points do.
    public var range: ClosedRange<Double>?

    public init(
      _ label: String, unit: String? = nil, isLogarithmic: Bool = false,
      range: ClosedRange<Double>? = nil
    ) {
      self.label = label
      self.unit = unit
      self.isLogarithmic = isLogarithmic
      self.range = range
    }

    var text: String { unit.map { "\(label) [\($0)]" } ?? label }
  }

  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double
    /// The half length of the error bar; nil for none.
    public var error: Double?

    public init(_ x: Double, _ y: Double, error: Double? = nil) {
      self.x = x
      self.y = y
      self.error = error
    }
  }

  public struct Series: Sendable, Equatable {
    public enum Style: Sendable {
      /// Markers, with error bars where the points have errors.
      case points
      case line
      case linesAndPoints
    }

    public var name: String
    public var style: Style
    public var points: [Point]
    /// Series of one group share a colour and differ in dashes and markers; each its own if nil.
    public var group: Int?

    public init(_ name: String, _ style: Style, _ points: [Point], group: Int? = nil) {
      self.name = name
      self.style = style
      self.points = points
      self.group = group
    }
  }

  public var title: String
  public var x: Axis
  public var y: Axis
  public var series: [Series]

  public init(title: String, x: Axis, y: Axis, series: [Series] = []) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }

  /// Without what cannot be drawn: points that are not finite, or not positive on a logarithmic axis,
  /// and series that have no point left.
  var drawable: Plot {
    var plot = self
    for index in plot.series.indices {
      plot.series[index].points.removeAll { point in
        !point.x.isFinite || !point.y.isFinite || (x.isLogarithmic && point.x <= 0)
          || (y.isLogarithmic && point.y <= 0)
      }
    }
    plot.series.removeAll { $0.points.isEmpty }
    return plot
  }
}
