// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "washout",
  products: [
    .executable(name: "washout", targets: ["WashoutCLI"]),
    .library(name: "Washout", targets: ["Washout"]),
    .library(name: "WashoutNumerics", targets: ["WashoutNumerics"]),
    .library(name: "WashoutStatistics", targets: ["WashoutStatistics"]),
    .library(name: "WashoutScenarios", targets: ["WashoutScenarios"]),
    .library(name: "WashoutStore", targets: ["WashoutStore"]),
    .library(name: "WashoutReports", targets: ["WashoutReports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // MARK: The C doors
    .systemLibrary(
      name: "CWashoutGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "CWashoutRandom", dependencies: ["CWashoutGSL"]),

    // MARK: The rooms, imports run down
    .target(
      name: "WashoutNumerics", dependencies: ["CWashoutGSL", "CWashoutRandom"],
      swiftSettings: strict),
    .target(
      name: "WashoutStatistics", dependencies: ["CWashoutGSL", "WashoutNumerics"],
      swiftSettings: strict),
    .target(
      name: "Washout", dependencies: ["WashoutNumerics", "WashoutStatistics"],
      swiftSettings: strict),
    .target(
      name: "WashoutScenarios",
      dependencies: ["Washout", "WashoutNumerics", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "WashoutStore",
      dependencies: ["Washout", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "WashoutReports",
      dependencies: [
        "Washout", "WashoutNumerics", "WashoutStatistics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "WashoutCLI",
      dependencies: [
        "Washout", "WashoutScenarios", "WashoutStore", "WashoutReports", "WashoutStatistics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: Benchmarks
    .executableTarget(
      name: "WashoutBenchmark", dependencies: ["Washout", "WashoutScenarios"],
      path: "Benchmarks/Harness", swiftSettings: strict),

    // MARK: Tests
    .executableTarget(
      name: "RandomWords", dependencies: ["WashoutNumerics"], path: "Tests/RandomWords",
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["WashoutNumerics"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "WashoutNumericsTests",
      dependencies: ["WashoutNumerics", "CWashoutGSL", "CWashoutRandom", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutStatisticsTests",
      dependencies: ["WashoutStatistics", "WashoutNumerics", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutTests",
      dependencies: [
        "Washout", "WashoutScenarios", "WashoutReports", "WashoutNumerics", "WashoutStatistics",
        "CWashoutGSL", "TestSupport", "WashoutBenchmark",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutScenariosTests",
      dependencies: [
        "WashoutScenarios", "Washout", "WashoutNumerics", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutStoreTests",
      dependencies: ["WashoutStore", "Washout", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutReportsTests",
      dependencies: ["WashoutReports", "Washout", "WashoutScenarios", "WashoutStatistics"],
      swiftSettings: strict),
    .testTarget(
      name: "WashoutCLITests",
      dependencies: ["WashoutCLI", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
