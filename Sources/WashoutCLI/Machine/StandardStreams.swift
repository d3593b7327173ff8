internal import Glibc

/// The three streams that a process is started with.
enum StandardStreams {
  /// Takes the place of streams that were closed by whoever started the tool.
  ///
  /// The next file to be opened would have the number of a closed stream and be written to as that stream.
  /// What is opened here in its place refuses reading where the tool reads and writing where it writes, so
  /// that a lost result is still told by the exit code.
  static func hold() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      let held = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      if held >= 0, held != stream {
        dup2(held, stream)
        close(held)
      }
    }
  }
}
