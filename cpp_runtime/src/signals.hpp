// Signals that end a pipeline, as a file descriptor to wait for.
//
// The first SIGINT or SIGTERM asks the runtime to stop, which drains it; a SIGINT after that ends the process at once
// with exit code 130.
#pragma once

#include "sage/flow/runtime.hpp"

namespace sage::signals {

// Installs the handlers; SIGPIPE is ignored. REQUIRES: called once, before there are threads.
void install(Runtime& runtime);

// Readable when `wake` was called or a signal has come; `clear` makes it wait anew.
int wake_fd();
void clear();

// Wakes whoever waits for the descriptor. May be called by any thread.
void wake();

// The first signal that asked to stop, 0 if none has.
int received();

// Keeps signals away from the calling thread, so that they interrupt what another is reading.
void block_here();

}  // namespace sage::signals
