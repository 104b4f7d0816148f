public import Foundation

/// What is known of the terminal behind a file handle.
public enum Terminal {
  /// Whether the handle is a terminal, and not a file or a pipe.
  public static func isTerminal(_ handle: FileHandle) -> Bool {
    isatty(handle.fileDescriptor) == 1
  }

  /// Columns of the terminal, from the terminal itself or else from `COLUMNS`; nil when the handle
  /// is no terminal, so that text written to a file is not wrapped.
  public static func width(_ handle: FileHandle) -> Int? {
    guard isTerminal(handle) else { return nil }
    var size = winsize()
    if ioctl(handle.fileDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
  }
}
