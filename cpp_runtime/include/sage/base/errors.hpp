// What may be thrown: only while a pipeline is set up, opened or closed, never on the record path.
#pragma once

#include <stdexcept>

namespace sage {

// The outside world failed us: a file, a socket, a disk. Exit code 74.
struct IoError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Whoever read what we write has gone away (`pipeline | head`): no failure, but there is nothing left to do. Exit code 0.
struct OutputClosed : IoError {
  using IoError::IoError;
};

// A flag, a setting or the environment is wrong. Exit code 78.
struct ConfigError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace sage
