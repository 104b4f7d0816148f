// swift-tools-version: 6.2
import PackageDescription

// The order of the targets is the order of the imports: a target may import what its
// `dependencies` name and nothing else. SwiftPM does not enforce that for targets of the same
// package, so Tests/ArchitectureTests reads this file and every import line and holds the law.

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "slt",
  products: [
    .executable(name: "slt", targets: ["slt"]),
    .library(name: "ExactLearningCoefficients", targets: ["LLCTheorems"]),
    .library(name: "MeasuredLearningCoefficients", targets: ["LLCSampling"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // C libraries and C kernels
    .systemLibrary(
      name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"]), .brew(["gmp"])]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CModularKernels"),
    .target(name: "CNumericKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "CBLASTuning", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("dl")]),

    // Matrix products: rounded on the numeric side, exact inside the bounds of a modular kernel
    .target(
      name: "BLASInterface", dependencies: ["CLAPACK", "CBLASTuning"], swiftSettings: strict),

    // Exact side: sees no floating-point result
    .target(
      name: "ExactAlgebra", dependencies: ["CGMP", "CCrypto", "CModularKernels", "BLASInterface"],
      swiftSettings: strict),
    .target(name: "ModelFamilies", dependencies: ["ExactAlgebra"], swiftSettings: strict),
    .target(name: "MapLanguage", dependencies: ["ExactAlgebra"], swiftSettings: strict),
    .target(
      name: "Identifiability", dependencies: ["ExactAlgebra", "MapLanguage", "ModelFamilies"],
      swiftSettings: strict),
    .target(
      name: "LLCTheorems", dependencies: ["ExactAlgebra", "ModelFamilies", "Identifiability"],
      swiftSettings: strict),

    // Numeric side: sees no theorem
    .target(
      name: "NumericAlgebra", dependencies: ["BLASInterface", "CLAPACK", "CNumericKernels"],
      swiftSettings: strict),
    .target(
      name: "NumericModels",
      dependencies: ["BLASInterface", "CNumericKernels", "ModelFamilies", "NumericAlgebra"],
      swiftSettings: strict),
    .target(
      name: "GradientTraining",
      dependencies: ["CNumericKernels", "ModelFamilies", "NumericAlgebra", "NumericModels"],
      swiftSettings: strict),
    .target(name: "ChainDiagnostics", swiftSettings: strict),
    .target(
      name: "LLCSampling",
      dependencies: [
        "BLASInterface", "ChainDiagnostics", "CNumericKernels", "NumericAlgebra", "NumericModels",
      ],
      swiftSettings: strict),

    // Where they meet
    .target(
      name: "AssumptionChecks",
      dependencies: [
        "ExactAlgebra", "ModelFamilies", "Identifiability", "LLCTheorems", "NumericAlgebra",
      ],
      swiftSettings: strict),
    .target(name: "WeightFiles", dependencies: ["CZlib"], swiftSettings: strict),
    .target(name: "Reporting", swiftSettings: strict),
    .target(
      name: "LLCExperiments",
      dependencies: [
        "ExactAlgebra", "ModelFamilies", "Identifiability", "LLCTheorems", "NumericAlgebra",
        "NumericModels", "GradientTraining", "LLCSampling", "AssumptionChecks",
        "WeightFiles", "Reporting", grdb, logging, yams,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "slt",
      dependencies: [
        "BLASInterface", "ExactAlgebra", "ModelFamilies", "Identifiability", "LLCTheorems",
        "MapLanguage", "NumericAlgebra", "AssumptionChecks", "LLCExperiments", "WeightFiles",
        "Reporting", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "BLASInterface", "ExactAlgebra", "ModelFamilies", "Identifiability", "NumericAlgebra",
        "NumericModels", "GradientTraining", "LLCSampling",
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "ChainDiagnosticsTests", dependencies: ["ChainDiagnostics", "TestSupport"],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting"], swiftSettings: strict),
    .testTarget(
      name: "WeightFilesTests",
      dependencies: [
        "AssumptionChecks", "Identifiability", "LLCExperiments", "LLCTheorems", "ModelFamilies",
        "NumericAlgebra",
        "TestSupport", "WeightFiles", "slt",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NumericAlgebraTests",
      dependencies: ["BLASInterface", "CNumericKernels", "NumericAlgebra"],
      swiftSettings: strict),
    .testTarget(
      name: "NumericModelsTests",
      dependencies: ["ExactAlgebra", "ModelFamilies", "NumericAlgebra", "NumericModels"],
      swiftSettings: strict),
    .testTarget(
      name: "GradientTrainingTests",
      dependencies: ["GradientTraining", "ModelFamilies", "NumericAlgebra", "NumericModels"],
      swiftSettings: strict),
    .testTarget(
      name: "LLCSamplingTests",
      dependencies: [
        "ChainDiagnostics", "LLCSampling", "ModelFamilies", "NumericAlgebra", "NumericModels",
      ],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(name: "ExactAlgebraTests", dependencies: ["ExactAlgebra"], swiftSettings: strict),
    .testTarget(
      name: "ModelFamiliesTests", dependencies: ["ExactAlgebra", "ModelFamilies"],
      swiftSettings: strict),
    .testTarget(
      name: "MapLanguageTests", dependencies: ["ExactAlgebra", "MapLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "IdentifiabilityTests",
      dependencies: [
        "ExactAlgebra", "MapLanguage", "ModelFamilies", "Identifiability", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LLCTheoremsTests",
      dependencies: ["ExactAlgebra", "ModelFamilies", "Identifiability", "LLCTheorems"],
      resources: [.copy("Reference")], swiftSettings: strict),
    .testTarget(
      name: "AssumptionChecksTests",
      dependencies: [
        "AssumptionChecks", "ExactAlgebra", "Identifiability", "LLCTheorems", "ModelFamilies",
        "NumericAlgebra", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(name: "ReadmeTests", dependencies: ["slt"], swiftSettings: strict),
    .testTarget(
      name: "LLCExperimentsTests",
      dependencies: [
        "AssumptionChecks", "ExactAlgebra", "GradientTraining", "Identifiability", "LLCExperiments",
        "LLCSampling", "LLCTheorems", "ModelFamilies", "NumericAlgebra", "NumericModels",
        "Reporting", "TestSupport", "WeightFiles",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "ExactAlgebra", "Identifiability", "LLCExperiments", "ModelFamilies", "slt", "TestSupport",
      ],
      resources: [.copy("Reference")], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
