// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses or tests washout builds it. Build it with
// `--sanitize=fuzzer --sanitize=address`; `make fuzz` does.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "washout", path: "../..")],
  targets: [
    // No file is called main.swift, because libFuzzer brings the main function.
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "Washout", package: "washout"),
        .product(name: "WashoutScenarios", package: "washout"),
        .product(name: "WashoutStore", package: "washout"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
