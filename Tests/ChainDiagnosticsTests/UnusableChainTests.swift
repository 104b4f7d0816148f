import ChainDiagnostics
import Testing

@Suite("Chains that cannot be summarised")
struct UnusableChainTests {
  @Test func eachProblemIsNamed() {
    #expect(throws: ChainProblem.noChains) { try ChainSummary(validating: []) }
    #expect(throws: ChainProblem.tooFewDraws(found: 3, minimum: 4)) {
      try ChainSummary(validating: [[1, 2, 3], [1, 2, 3]])
    }
    #expect(throws: ChainProblem.tooFewDraws(found: 0, minimum: 4)) {
      try ChainSummary(validating: [[]])
    }
    #expect(throws: ChainProblem.unequalLengths(chain: 1, found: 5, expected: 4)) {
      try ChainSummary(validating: [[1, 2, 3, 4], [1, 2, 3, 4, 5]])
    }
    #expect(throws: ChainProblem.unusableDraw(chain: 1, draw: 2, value: -.infinity)) {
      try ChainSummary(validating: [[1, 2, 3, 4], [1, 2, -.infinity, 4]])
    }
    #expect(throws: ChainProblem.unusableDraw(chain: 0, draw: 0, value: 1e301)) {
      try ChainSummary(validating: [[1e301, 2, 3, 4]])
    }
    #expect {
      try ChainSummary(validating: [[1, .nan, 3, 4]])
    } throws: {
      "\($0)"
        == "draw 1 of chain 0 is nan; expected a finite number of magnitude at most 1e300"
    }
  }

  @Test func unequalLengthsAreAPrecondition() async {
    await #expect(processExitsWith: .failure) {
      _ = ChainSummary(chains: [[1, 2, 3, 4], [1, 2, 3, 4, 5]])
    }
  }
}
