/// Plain text as LaTeX source that typesets the same text.
public enum LaTeX {
  /// Escapes the ten special characters, breaks ligatures that would change the text, and puts
  /// Greek letters and mathematical signs into math mode; accents on a letter become math accents.
  /// Other characters beyond ASCII are left to the document's input encoding.
  ///
  /// - Parameter numeric: a hyphen is a minus sign.
  public static func escaped(_ text: String, numeric: Bool = false) -> String {
    let scalars = Array(text.singleLine.unicodeScalars)
    var result = ""
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      let next = position + 1 < scalars.count ? scalars[position + 1] : nil
      if let next, let accent = accents[next] {
        let base = mathematics[scalar] ?? String(scalar)
        if scalar.properties.isAlphabetic || mathematics[scalar] != nil {
          result += "$\(accent){\(base)}$"
          position += 2
          continue
        }
      }
      if scalar == "-" && numeric {
        result += "$-$"
      } else if scalar == "-" && next == "-" {
        result += "-{}"
      } else if let escape = specials[scalar] {
        result += escape
      } else if let command = mathematics[scalar] {
        result += "$\(command)$"
      } else {
        result.unicodeScalars.append(scalar)
      }
      position += 1
    }
    return result
  }

  private static let specials: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "%": "\\%", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "`": "\\textasciigrave{}",
    "…": "\\ldots{}", "–": "--", "—": "---", "\u{A0}": "~",
  ]

  private static let accents: [Unicode.Scalar: String] = [
    "\u{302}": "\\hat", "\u{303}": "\\tilde", "\u{304}": "\\bar", "\u{305}": "\\bar",
    "\u{307}": "\\dot", "\u{308}": "\\ddot",
  ]

  private static let mathematics: [Unicode.Scalar: String] = {
    let greek: [(Unicode.Scalar, String)] = [
      ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("ε", "varepsilon"),
      ("ϵ", "epsilon"), ("ζ", "zeta"), ("η", "eta"), ("θ", "theta"), ("ι", "iota"),
      ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"), ("µ", "mu"), ("ν", "nu"), ("ξ", "xi"),
      ("π", "pi"), ("ρ", "rho"), ("σ", "sigma"), ("ς", "varsigma"), ("τ", "tau"),
      ("υ", "upsilon"), ("φ", "varphi"), ("ϕ", "phi"), ("χ", "chi"), ("ψ", "psi"),
      ("ω", "omega"), ("Γ", "Gamma"), ("Δ", "Delta"), ("Θ", "Theta"), ("Λ", "Lambda"),
      ("Ξ", "Xi"), ("Π", "Pi"), ("Σ", "Sigma"), ("Φ", "Phi"), ("Ψ", "Psi"), ("Ω", "Omega"),
      ("±", "pm"), ("∓", "mp"), ("×", "times"), ("·", "cdot"), ("÷", "div"), ("≤", "leq"),
      ("≥", "geq"), ("≠", "neq"), ("≈", "approx"), ("≃", "simeq"), ("∼", "sim"),
      ("∞", "infty"), ("→", "to"), ("←", "leftarrow"), ("∈", "in"), ("∉", "notin"),
      ("∑", "sum"), ("∏", "prod"), ("∫", "int"), ("√", "surd"), ("∂", "partial"),
      ("∇", "nabla"), ("⟨", "langle"), ("⟩", "rangle"), ("∅", "emptyset"), ("⊗", "otimes"),
    ]
    var table = Dictionary(uniqueKeysWithValues: greek.map { ($0.0, "\\\($0.1)") })
    table["−"] = "-"
    table["°"] = "^\\circ"
    for (digit, scalar) in "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars.enumerated() { table[scalar] = "^\(digit)" }
    for (digit, scalar) in "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.enumerated() { table[scalar] = "_\(digit)" }
    table["⁻"] = "^-"
    return table
  }()
}
