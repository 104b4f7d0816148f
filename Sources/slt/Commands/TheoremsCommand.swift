import ArgumentParser
import LLCTheorems
import Reporting

/// `slt theorems`: what the program knows.
struct TheoremsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theorems",
    abstract: "The closed forms that the program knows, with their sources.",
    discussion: """
      EXAMPLES
        slt theorems
        slt theorems --format markdown
      """)

  @OptionGroup var output: OutputOptions

  func run() throws {
    var table = Table(columns: ["theorem", "also", "title", "source", "statement"])
    for theorem in TheoremCatalogue.all {
      table.append([
        .text(theorem.identifier), .text(theorem.aliases.joined(separator: ", ")),
        .text(theorem.title), .text(theorem.source), .text(theorem.statement),
      ])
    }
    for form in ClosedFormCatalogue.all {
      table.append([
        .text(form.identifier), .empty, .text(form.title), .text(form.source),
        .text(form.statement),
      ])
    }
    try output.print([table], json: Payload())
  }

  private struct Payload: Encodable {
    struct Row: Encodable {
      let theorem: String
      let aliases: [String]
      let name: String
      let title: String
      let source: String
      let statement: String
      let proof: String
    }

    let schema = 1
    let rows =
      TheoremCatalogue.all.map { theorem in
        Row(
          theorem: theorem.identifier, aliases: theorem.aliases, name: "\(theorem)",
          title: theorem.title, source: theorem.source, statement: theorem.statement,
          proof: "Proofs/\(theorem).md")
      }
      + ClosedFormCatalogue.all.map { form in
        Row(
          theorem: form.identifier, aliases: [], name: "\(form)", title: form.title,
          source: form.source, statement: form.statement, proof: "Proofs/\(form.page).md")
      }
  }
}
