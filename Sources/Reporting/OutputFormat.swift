/// How results are printed.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns for a terminal.
  case text
  /// A pipe table (GitHub flavoured Markdown).
  case markdown
  /// Comma-separated values, RFC 4180 quoting, unrounded numbers.
  case csv
  /// A booktabs `tabular`.
  case latex
  /// Pretty-printed JSON with sorted keys; see ``JSONOutput``.
  case json
}
