import Foundation

/// The `console` blocks of a Markdown file: commands after `$ `, each with the output printed under
/// it.
struct ConsoleBlocks {
  struct Command: Equatable {
    let line: Int
    let words: [String]
    let output: String
  }

  /// The file, and its commands in order.
  static func commands(in text: String) -> [Command] {
    var commands: [Command] = []
    var current: (line: Int, words: [String], output: [String])?
    var inside = false
    func close() {
      if let current {
        commands.append(
          Command(
            line: current.line, words: current.words,
            output: current.output.joined(separator: "\n")))
      }
      current = nil
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        close()
        inside = line == "```console"
      } else if inside, line.hasPrefix("$ ") {
        close()
        current = (number + 1, words(line.dropFirst(2)), [])
      } else if inside {
        current?.output.append(String(line))
      }
    }
    close()
    return commands
  }

  /// Separated by spaces, but not between double quotes.
  private static func words(_ line: Substring) -> [String] {
    var (words, isQuoted) = ([""], false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
