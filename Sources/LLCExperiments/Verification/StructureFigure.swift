public import AssumptionChecks
import Foundation
import ModelFamilies
public import Reporting

/// The Fourier structure of weights as a figure of three panels.
public enum StructureFigure {
  public static func panels(_ structure: ModularStructure) -> PlotPanels {
    PlotPanels([spectrum(structure), shares(structure), phases(structure)])
  }

  private static func spectrum(_ structure: ModularStructure) -> Plot {
    func series(_ name: String, _ values: [Double]) -> Plot.Series {
      .init(name, .linesAndPoints, values.enumerated().map { .init(Double($0), $1) })
    }
    let largest = (structure.inputSpectrum + structure.outputSpectrum).max() ?? 0
    return Plot(
      title: "Power spectrum, p = \(structure.task.modulus)",
      x: .init("frequency (0: constants)"),
      y: .init("part of the matrix's power", range: 0...1.05 * max(largest, 0.01)),
      series: [
        series("input weights W", structure.inputSpectrum),
        series("output weights V", structure.outputSpectrum),
      ])
  }

  private static func shares(_ structure: ModularStructure) -> Plot {
    // Side by side, or those of a pure wave would hide each other.
    func series(
      _ name: String, _ offset: Double, _ wave: (UnitStructure) -> UnitStructure.Wave
    ) -> Plot.Series {
      .init(
        name, .points,
        structure.units.map { .init(Double($0.frequency) + offset, wave($0).share) })
    }
    let last = Double((structure.task.modulus - 1) / 2)
    return Plot(
      title: "Each unit's power at its frequency",
      x: .init("frequency of the unit", range: 0.5...last + 0.5),
      y: .init("share (1: a pure wave)", range: 0...1.05),
      series: [
        series("u(a)", -0.2, \.first), series("s(b)", 0, \.second), series("v(c)", 0.2, \.output),
      ])
  }

  private static func phases(_ structure: ModularStructure) -> Plot {
    // The sum is written as phi_v and the mismatch, so that no point jumps by a turn.
    let points = structure.units.map {
      Plot.Point($0.output.phase, $0.output.phase + $0.mismatch)
    }
    return Plot(
      title: "Phase relation",
      x: .init("φ_v", unit: "rad", range: -3.3...3.3),
      y: .init("φ_u + φ_s", unit: "rad", range: -6.5...6.5),
      series: [
        .init(
          "exact solutions", .line,
          [.init(-Double.pi, -Double.pi), .init(Double.pi, Double.pi)]),
        .init("units", .points, points),
      ])
  }
}
