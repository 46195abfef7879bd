// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, the upcoming features, and no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let orderedCollections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")

let package = Package(
    name: "berth",
    products: [
        .executable(name: "berth", targets: ["berth"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(
            name: "Postgres", dependencies: ["CLibPQ", logging, lifecycle, collections, orderedCollections],
            swiftSettings: strict),
        .target(name: "PostgresServer", dependencies: ["Postgres", logging], swiftSettings: strict),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: strict),
        .target(name: "Domain", swiftSettings: strict),
        .target(name: "Matching", swiftSettings: strict),
        .target(
            name: "Services", dependencies: ["Domain", "Matching", "Gzip", "Postgres", crypto, logging],
            swiftSettings: strict),
        .target(
            name: "Jobs", dependencies: ["Domain", "Services", "Postgres", logging, lifecycle],
            swiftSettings: strict),
        .target(
            name: "AdminCLI",
            dependencies: [
                "Domain", "Matching", "Gzip", "Services", "Jobs", "Postgres", "PostgresServer",
                argumentParser, logging,
                lifecycle,
                signals,
            ],
            swiftSettings: strict),
        .executableTarget(name: "berth", dependencies: ["AdminCLI"], swiftSettings: strict),
        // What `make bench` sets beside pgbench and the Python clients; no product of its own.
        .executableTarget(
            name: "berth-bench",
            dependencies: ["Postgres", "Domain", "Matching", "MatchingSupport", "RandomSupport", logging],
            path: "Benchmarks/Client", swiftSettings: strict),

        // Numbers by chance that a seed repeats.
        .target(name: "RandomSupport", path: "Tests/RandomSupport", swiftSettings: strict),
        // Invented placement problems, for tests and measurements.
        .target(
            name: "MatchingSupport", dependencies: ["Domain", "Matching", "RandomSupport"],
            path: "Tests/MatchingSupport",
            swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["Postgres", "PostgresServer", logging],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "OfficeSupport", dependencies: ["Services", "Domain", "Postgres", "TestSupport", logging],
            path: "Tests/OfficeSupport", swiftSettings: strict),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "RandomSupport", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresServerTests", dependencies: ["PostgresServer", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: strict),
        .testTarget(
            name: "MatchingTests", dependencies: ["Matching", "MatchingSupport", "RandomSupport"],
            exclude: ["Data"],
            swiftSettings: strict),
        .testTarget(
            name: "DomainTests", dependencies: ["Domain", "MatchingSupport", "RandomSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ServicesTests",
            dependencies: [
                "Services", "Domain", "Postgres", "PostgresServer", "OfficeSupport", "RandomSupport",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "JobsTests",
            dependencies: [
                "Jobs", "Services", "Domain", "Postgres", "OfficeSupport", "RandomSupport", "TestSupport",
                logging, lifecycle,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AdminCLITests",
            dependencies: [
                "AdminCLI", "Jobs", "Services", "Domain", "Postgres", "RandomSupport", "TestSupport", yams,
            ],
            swiftSettings: strict),
    ]
)
