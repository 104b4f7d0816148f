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
    return Plot(
      title: "Power spectrum, p = \(structure.task.modulus)",
      x: .init("frequency (0: constants)"), y: .init("part of the matrix's power"),
      series: [
        series("input weights W", structure.inputSpectrum),
        series("output weights V", structure.outputSpectrum),
      ])
  }

  private static func shares(_ structure: ModularStructure) -> Plot {
    func series(_ name: String, _ wave: (UnitStructure) -> UnitStructure.Wave) -> Plot.Series {
      .init(
        name, .points,
        structure.units.map { .init(Double($0.frequency), wave($0).share) })
    }
    return Plot(
      title: "Each unit's power at its frequency",
      x: .init("frequency of the unit"), y: .init("share (1: a pure wave)"),
      series: [
        series("u, first symbol", \.first), series("s, second symbol", \.second),
        series("v, outputs", \.output),
      ])
  }

  private static func phases(_ structure: ModularStructure) -> Plot {
    // The sum is written as phi_v and the mismatch, so that no point jumps by a turn.
    let points = structure.units.map {
      Plot.Point($0.output.phase, $0.output.phase + $0.mismatch)
    }
    return Plot(
      title: "Phase relation",
      x: .init("φ_v", unit: "rad"), y: .init("φ_u + φ_s", unit: "rad"),
      series: [
        .init(
          "exact solutions", .line,
          [.init(-Double.pi, -Double.pi), .init(Double.pi, Double.pi)]),
        .init("units", .points, points),
      ])
  }
}
