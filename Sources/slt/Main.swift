import ArgumentParser
import Foundation

/// Runs the command and turns every error into one line on standard error and an exit status.
@main
enum Main {
  static func main() async {
    do {
      var command = try SLT.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.exit(with: error)
    }
  }
}
