import BLASInterface
import ExactAlgebra
import Foundation
import NumericAlgebra
import Reporting

/// What `slt doctor` finds, schema 1.
struct DoctorReport: Encodable {
  struct Problem: Encodable {
    let what: String
    let fix: String
  }

  let schema = 1
  let cores: Int
  let memoryBytes: Int
  @NullableEncoded var blasKernel: String?
  @NullableEncoded var blasConfiguration: String?
  let dgemmGigaflops: Double
  let sgemmGigaflops: Double
  let lapack: String
  let gmp: String
  let problems: [Problem]

  /// Multiplies matrices for about a second.
  static func measured() -> DoctorReport {
    let kernel = BLAS.kernelName
    var problems: [Problem] = []
    if kernel == nil {
      problems.append(
        Problem(
          what: "the BLAS in use is not OpenBLAS: products may be 20 times slower",
          fix: "apt-get install -y libopenblas-dev"))
    }
    if kernel == "Prescott" {
      problems.append(
        Problem(
          what: "OpenBLAS uses its Prescott kernels: it does not know this CPU",
          fix: "OPENBLAS_CORETYPE=Haswell in the environment, if the CPU has AVX2"))
    }
    return DoctorReport(
      cores: ProcessInfo.processInfo.activeProcessorCount, memoryBytes: Machine.memory,
      blasKernel: kernel, blasConfiguration: BLAS.configuration,
      dgemmGigaflops: BLAS.measuredGigaflops(),
      sgemmGigaflops: BLAS.measuredSinglePrecisionGigaflops(), lapack: BLAS.lapackVersion,
      gmp: GMP.version, problems: problems)
  }

  var table: Table {
    Table(
      columns: ["what", Column("value", alignment: .leading)],
      rows: [
        ["cores", .text("\(cores)")],
        ["memory", .text(Formatting.bytes(memoryBytes))],
        ["BLAS kernel", .text(blasKernel ?? "unknown (not OpenBLAS)")],
        ["BLAS build", .text(blasConfiguration ?? "unknown")],
        ["dgemm, 1 thread", .text("\(Formatting.significant(dgemmGigaflops, digits: 3)) GFLOP/s")],
        ["sgemm, 1 thread", .text("\(Formatting.significant(sgemmGigaflops, digits: 3)) GFLOP/s")],
        ["LAPACK", .text(lapack)],
        ["GMP", .text(gmp)],
      ],
      footnotes: problems.isEmpty
        ? ["Nothing is missing."] : problems.map { "\($0.what). Fix: \($0.fix)" })
  }
}
