#if os(Linux)
  import ExactAlgebra
  import Foundation
  import Testing

  /// Nothing is leaked: about 2 GB of temporaries pass, the resident set stays far below. The bound
  /// leaves room for the tests that run beside this one.
  @Suite("Memory")
  struct MemoryTests {
    private func residentBytes() throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      let pages = try #require(Int(text.split(separator: " ")[1]))
      return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    @Test func temporariesAreFreed() throws {
      let big = (Integer.one << 800_000) - 1
      let before = try residentBytes()
      var total = Integer(0)
      for i in 0..<20_000 { total = big + Integer(i) - big }
      #expect(total == 19_999)
      #expect(try residentBytes() - before < 400 << 20)
    }

    @Test func eliminationFreesItsWork() throws {
      var column = Matrix(repeating: Integer.one << 100_000, rows: 200, columns: 1)
      column[0, 0] = 1
      let before = try residentBytes()
      for _ in 0..<400 {
        #expect(FractionFreeElimination.rankProfile(of: column).rank == 1)
      }
      #expect(try residentBytes() - before < 400 << 20)
    }
  }
#endif
