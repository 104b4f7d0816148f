import Reporting
import Testing

@Suite("Numbers as people read them")
struct FormattingTests {
  static let measurementsCases: [(Double, Double, String)] = [
    (7.5123, 0.0189, "7.512 ± 0.019"), (7.5, 0.0996, "7.50 ± 0.10"), (-0.001, 0.5, "0.00 ± 0.50"),
    (-3.25, 0.5, "-3.25 ± 0.50"), (123_456, 5678, "123500 ± 5700"), (12, 3.4, "12.0 ± 3.4"),
    (12.4, 34, "12 ± 34"), (1.234e-9, 5.7e-12, "(1.2340 ± 0.0057)e-09"),
    (2.5e12, 1e10, "(2.500 ± 0.010)e+12"), (0, 0.02, "0.000 ± 0.020"), (7.5, 0, "7.50000 ± 0"),
    (.leastNonzeroMagnitude, 2e-300, "(0.0 ± 2.0)e-300"), (1, .infinity, "1.00000 ± inf"),
    (.nan, 1, "nan ± 1.0"), (0, 1e-7, "(0.0 ± 1.0)e-07"), (9.996, 0.0995, "10.00 ± 0.10"),
    (1e300, 1, "1.00000000000000e+300 ± 1.0"),
  ]

  @Test(arguments: measurementsCases)
  func measurements(_ value: Double, _ error: Double, _ expected: String) {
    #expect(Formatting.measurement(value, standardError: error) == expected)
  }

  static let significantDigitsCases: [(Double, Int, String)] = [
    (0.5, 3, "0.500"), (0, 3, "0"), (123_456, 3, "123000"), (9.9996, 4, "10.00"),
    (-2, 1, "-2"), (1e-5, 2, "1.0e-05"), (0.00012, 2, "0.00012"), (1e9, 2, "1.0e+09"),
    (.infinity, 2, "inf"), (-.infinity, 2, "-inf"), (-.nan, 2, "nan"), (-0.0, 2, "0"),
    (0.1, 17, "0.10000000000000001"),
  ]

  @Test(arguments: significantDigitsCases)
  func significantDigits(_ value: Double, _ digits: Int, _ expected: String) {
    #expect(Formatting.significant(value, digits: digits) == expected)
  }

  static let durationsCases: [(Double, String)] = [
    (0, "0 µs"), (0.00025, "250 µs"), (0.85, "850 ms"), (0.9996, "1.0 s"), (12.34, "12.3 s"),
    (59.96, "1 min 00 s"), (192, "3 min 12 s"), (3599.6, "1 h 00 min"), (7500, "2 h 05 min"),
    (86_400 * 4 + 3 * 3600, "4 d 3 h"), (-1, "-1.0 s"), (.infinity, "unknown"), (.nan, "unknown"),
  ]

  @Test(arguments: durationsCases)
  func durations(_ seconds: Double, _ expected: String) {
    #expect(Formatting.duration(seconds: seconds) == expected)
  }

  @Test func durationOfAClock() {
    #expect(Formatting.duration(.milliseconds(1500)) == "1.5 s")
  }

  @Test func counts() {
    for (value, text) in [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ] {
      #expect(Formatting.count(value) == text)
    }
  }

  @Test func bytes() {
    for (value, text) in [
      (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1_048_575, "1.0 MiB"),
      (512 << 20, "512.0 MiB"), (Int.max, "8.0 EiB"),
    ] {
      #expect(Formatting.bytes(value) == text)
    }
  }

  @Test func unroundedNumbersReadBackTheSame() {
    for value in [0.1, 1.0 / 3, .leastNonzeroMagnitude, 1e22, 123_456_789, -7.25, .pi] {
      #expect(Double(Formatting.unrounded(value)) == value)
    }
    #expect(Formatting.unrounded(3) == "3")
  }
}
