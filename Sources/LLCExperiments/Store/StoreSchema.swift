import GRDB

/// The tables of a run store.
enum StoreSchema {
  /// `user_version`: raised when the tables change.
  static let version = 1
  /// `application_id` in the file's header: "SLTR". By it `file` and we tell a store from another
  /// program's SQLite file.
  static let applicationID = 0x534C_5452

  /// `spec` is everything that decides a run; the view `settings` has it in columns, for queries by
  /// hand.
  ///
  /// Columns of floating-point values have no declared type: SQLite then stores the eight bytes as
  /// they are, where a REAL column would turn -0.0 into 0.0. NaN, which SQLite has not, is the
  /// text "nan".
  static let tables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE sweeps (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL, summary TEXT NOT NULL, runCount INTEGER NOT NULL);
    CREATE TABLE owners (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL);
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      spec TEXT NOT NULL,
      cost NOT NULL,
      status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'running', 'done', 'failed')),
      reason TEXT,
      owner INTEGER REFERENCES owners(id),
      codeVersions TEXT NOT NULL DEFAULT '',
      seconds NOT NULL DEFAULT 0.0,
      heartbeat TEXT);
    CREATE VIEW settings AS SELECT id AS run,
      \(settings.map { "json_extract(spec, '$.\($0)') AS \($0)" }.joined(separator: ", "))
      FROM runs;
    CREATE INDEX runsByStatus ON runs(status, cost DESC, id);
    CREATE TABLE points (
      run INTEGER NOT NULL REFERENCES runs(id),
      epoch INTEGER NOT NULL,
      \(PointColumn.all.filter { $0.name != "epoch" }.map(\.name).joined(separator: ", ")),
      PRIMARY KEY (run, epoch)) WITHOUT ROWID;
    CREATE TABLE states (
      run INTEGER PRIMARY KEY REFERENCES runs(id), epoch INTEGER NOT NULL, state BLOB NOT NULL);
    """

  private static let settings = RunSpec(modulus: 2, width: 1, epochs: 1).settings.map(\.key)
}
