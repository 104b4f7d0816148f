import ArgumentParser
import LLCExperiments

/// Which weights of a store.
struct StoredRunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Of a store: the run, as slt store show numbers it.", valueName: "id"))
  var run: Int?

  @Option(
    help: ArgumentHelp(
      "Of a store: the epoch; only that of the last checkpoint is kept.", valueName: "epoch"))
  var epoch: Int?

  var isGiven: Bool { run != nil || epoch != nil }

  /// - Throws: what `RunStore` says, with the name of the store.
  func weights(from path: String) throws -> TrainedWeights {
    let store = try RunStore(path, .existing)
    defer { store.close() }
    do { return try store.weights(of: run, epoch: epoch) } catch let error as StoreError {
      throw error
    } catch let error as StoredWeightsError { throw error } catch {
      throw DataError(file: path, error)
    }
  }
}
